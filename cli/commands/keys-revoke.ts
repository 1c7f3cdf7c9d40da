import { type Revocation, revokeKey } from '#lib/keys/revoke-key.ts';
import { byCommand } from '../by-command.ts';
import { argument, type Command, JSON_OPTION, optional } from '../command.ts';
import { withInstallation } from '../open-installation.ts';
import { DAYS_OPTION, daysOf, readRoot } from './keys-root-option.ts';
import { keySetLine } from './keys-set-line.ts';

export const keysRevoke: Command = {
  name: 'keys revoke',
  args: ['<kid>'],
  says: 'Drop a signing key at once, because somebody else may hold it.',
  options: {
    root: { type: 'string', says: 'While the root is offline: its private JWK, or the spare’s.' },
    ...DAYS_OPTION,
    ...JSON_OPTION,
  },
  run: async (given) => {
    const file = optional(given, 'root');
    const days = daysOf(given);
    const root = file === undefined ? undefined : await readRoot(file);
    const input = { kid: argument(given, 0), root, days };
    const revocation = await withInstallation('keys revoke', () => byCommand(revokeKey, input));
    given.print(revocation, textOf(revocation));
  },
};

function textOf({ kid, use, successor, licenses, keySet }: Revocation): string {
  const what = use === 'answer' ? 'answers' : 'license keys';
  return [
    `${kid} is revoked: nothing is signed with it any more.`,
    ...(successor === null ? [] : [`${successor} signs ${what} from now on.`]),
    ...(licenses === null || licenses === 0
      ? []
      : [`It signed the license keys of ${licenses} licenses, which devices trust no longer: replace them.`]),
    keySetLine(keySet),
  ].join('\n');
}
