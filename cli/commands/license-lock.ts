import { lockLicense } from '#lib/support/lock-license.ts';
import { byCommand } from '../by-command.ts';
import { argument, type Command, JSON_OPTION, optional, required } from '../command.ts';
import { withInstallation } from '../open-installation.ts';

export const licenseLock: Command = {
  name: 'license lock',
  args: ['<id>'],
  says: 'Lock a trial: felt by its very next check.',
  options: {
    reason: { type: 'string', says: 'What the customer reads.' },
    note: { type: 'string', says: 'For staff alone.' },
    ...JSON_OPTION,
  },
  run: async (given) => {
    const input = {
      id: argument(given, 0),
      reason: required(given, 'reason'),
      note: optional(given, 'note'),
    };
    const license = await withInstallation('license lock', () => byCommand(lockLicense, input));
    given.print(license, `${license.id} is locked. Its next check is answered with a lock.`);
  },
};
