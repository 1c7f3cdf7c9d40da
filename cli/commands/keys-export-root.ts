import { resolve } from 'node:path';
import { exportRoot } from '#lib/keys/export-root.ts';
import { byCommand } from '../by-command.ts';
import { argument, type Command, JSON_OPTION } from '../command.ts';
import { withInstallation } from '../open-installation.ts';
import { DAYS_OPTION, daysOf } from './keys-root-option.ts';
import { keySetLine } from './keys-set-line.ts';

export const keysExportRoot: Command = {
  name: 'keys export-root',
  args: ['<file>'],
  says: 'Take the root offline: write it to a new file, and erase it here.',
  options: { ...DAYS_OPTION, ...JSON_OPTION },
  run: async (given) => {
    const input = { file: resolve(argument(given, 0)), days: daysOf(given) };
    const exported = await withInstallation('keys export-root', () => byCommand(exportRoot, input));
    given.print(
      exported,
      [
        `Root ${exported.kid} is in ${exported.file}, and no longer in the database. Carry it off-line and delete the file here.`,
        keySetLine(exported.keySet),
      ].join('\n'),
    );
  },
};
