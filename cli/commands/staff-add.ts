import { addStaff } from '#lib/accounts/add-staff.ts';
import { STAFF_ROLES } from '#lib/domain/policy.ts';
import { byCommand } from '../by-command.ts';
import { argument, type Command, JSON_OPTION, required, WrongUse } from '../command.ts';
import { withInstallation } from '../open-installation.ts';

export const staffAdd: Command = {
  name: 'staff add',
  args: ['<email>'],
  says: 'Give somebody a role on staff, and a link to set a password.',
  options: { role: { type: 'string', says: `${STAFF_ROLES.join(', ')}.` }, ...JSON_OPTION },
  run: async (given) => {
    const asked = required(given, 'role');
    const role = STAFF_ROLES.find((one) => one === asked);
    if (!role)
      throw new WrongUse(`--role is ${JSON.stringify(asked)}; it must be one of ${STAFF_ROLES.join(', ')}.`);
    const email = argument(given, 0);
    const added = await withInstallation('staff add', () => byCommand(addStaff, { email, role }));
    given.print(
      added,
      `${added.email} is on staff as ${added.role}. To set a password, within 7 days:\n${added.link}`,
    );
  },
};
