import type { Command } from '../command.ts';
import { withInstallation } from '../open-installation.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  args: [],
  says: 'Bring the database to this version. npm start does it too.',
  options: {},
  run: async (given) => {
    await withInstallation('migrate', async () => undefined);
    given.print(null, 'The database is at this version.');
  },
};
