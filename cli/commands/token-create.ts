import { createStaffToken } from '#lib/accounts/create-staff-token.ts';
import { createToken } from '#lib/accounts/create-token.ts';
import { byCommand } from '../by-command.ts';
import { type Command, type Given, JSON_OPTION, optional, WrongUse } from '../command.ts';
import { withInstallation } from '../open-installation.ts';

export const tokenCreate: Command = {
  name: 'token create',
  args: [],
  says: 'Make an API token for a team or for a member of staff. It is shown once.',
  options: {
    team: { type: 'string', says: "The team's slug." },
    as: { type: 'string', says: "The member it acts as, by address; the team's owner when left out." },
    staff: { type: 'string', says: 'Instead of a team: the address of a member of staff.' },
    name: { type: 'string', says: 'What you call it, for the list of tokens.' },
    scope: {
      type: 'string',
      multiple: true,
      says: 'An action, several times or with commas, or `all` the role allows.',
    },
    days: { type: 'string', says: 'How long it lives: 1 to 3650 days; 365 when left out.' },
    ...JSON_OPTION,
  },
  run: async (given) => {
    const team = optional(given, 'team');
    const staff = optional(given, 'staff');
    if ((team === undefined) === (staff === undefined))
      throw new WrongUse('Name either --team <slug> or --staff <email>.');
    if (staff !== undefined && optional(given, 'as') !== undefined)
      throw new WrongUse('--as goes with --team.');
    const terms = { name: nameOf(given), scopes: scopesOf(given), expiresInDays: daysOf(given) };
    const created = await withInstallation('token create', () =>
      team !== undefined
        ? byCommand(createToken, { team, as: optional(given, 'as'), ...terms })
        : byCommand(createStaffToken, { staff: staff ?? '', ...terms }),
    );
    given.print(created, `${created.token}\n\nShown once. It is valid until ${created.expiresAt}.`);
  },
};

function nameOf(given: Given): string | undefined {
  const name = optional(given, 'name')?.trim();
  if (name !== undefined && !/^[^\p{C}]{1,100}$/u.test(name))
    throw new WrongUse('--name takes 1 to 100 characters on one line.');
  return name;
}

function scopesOf({ options }: Given): string[] {
  const given = Array.isArray(options.scope) ? options.scope : [];
  const scopes = given
    .flatMap((scope) => scope.split(','))
    .map((scope) => scope.trim())
    .filter(Boolean);
  if (scopes.length === 0) throw new WrongUse('--scope is missing: an action such as license.read, or all.');
  return scopes;
}

function daysOf(given: Given): number | undefined {
  const days = optional(given, 'days');
  if (days === undefined) return undefined;
  if (!/^\d{1,4}$/.test(days))
    throw new WrongUse(`--days is ${JSON.stringify(days)}; it must be a whole number from 1 to 3650.`);
  return Number(days);
}
