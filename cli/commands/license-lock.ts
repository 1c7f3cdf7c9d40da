import { readLicense } from '#lib/licensing/read-license.ts';
import { askForLock } from '#lib/support/ask-for-lock.ts';
import { lockLicense } from '#lib/support/lock-license.ts';
import { byCommand } from '../by-command.ts';
import { argument, type Command, JSON_OPTION, optional, required } from '../command.ts';
import { withInstallation } from '../open-installation.ts';

export const licenseLock: Command = {
  name: 'license lock',
  args: ['<id>'],
  says: 'Lock a trial, felt by its very next check; ask for the lock of a production license.',
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
    await withInstallation('license lock', async () => {
      const { kind } = await byCommand(readLicense, { id: input.id });
      if (kind === 'trial') {
        const license = await byCommand(lockLicense, input);
        given.print(license, `${license.id} is locked. Its next check is answered with a lock.`);
        return;
      }
      // Whoever runs a command is one person, and it takes two.
      const asked = await byCommand(askForLock, input);
      const says = `${input.id} is a production license: nothing is locked yet. A member of staff must approve, at /staff/approvals.`;
      given.print(asked, `${says}\nApproval ${asked.approval}`);
    });
  },
};
