import { unlockLicense } from '#lib/support/unlock-license.ts';
import { byCommand } from '../by-command.ts';
import { argument, type Command, JSON_OPTION, required } from '../command.ts';
import { withInstallation } from '../open-installation.ts';

export const licenseUnlock: Command = {
  name: 'license unlock',
  args: ['<id>'],
  says: 'Unlock a license: devices feel it within its retry time.',
  options: { note: { type: 'string', says: 'Why, for staff alone.' }, ...JSON_OPTION },
  run: async (given) => {
    const input = { id: argument(given, 0), note: required(given, 'note') };
    const license = await withInstallation('license unlock', () => byCommand(unlockLicense, input));
    given.print(
      license,
      `${license.id} is ${license.state}. Devices feel it within ${license.retrySeconds} s.`,
    );
  },
};
