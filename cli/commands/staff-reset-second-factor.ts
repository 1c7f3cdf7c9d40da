import { resetSecondFactor } from '#lib/accounts/reset-second-factor.ts';
import { byCommand } from '../by-command.ts';
import { argument, type Command, JSON_OPTION } from '../command.ts';
import { withInstallation } from '../open-installation.ts';

export const staffResetSecondFactor: Command = {
  name: 'staff reset-second-factor',
  args: ['<email>'],
  says: 'Take the second factor of somebody on staff away, who has lost it with the recovery codes.',
  options: JSON_OPTION,
  run: async (given) => {
    const id = argument(given, 0);
    const member = await withInstallation('staff reset-second-factor', () =>
      byCommand(resetSecondFactor, { id }),
    );
    given.print(
      member,
      `The second factor of ${member.email} is off, and their sessions have ended. They set up another when they sign in.`,
    );
  },
};
