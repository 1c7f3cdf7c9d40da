import { retireKeys } from '#lib/keys/retire-keys.ts';
import { byCommand } from '../by-command.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import { withInstallation } from '../open-installation.ts';
import { keySetLine } from './keys-set-line.ts';

export const keysRetire: Command = {
  name: 'keys retire',
  args: [],
  says: 'Drop retiring keys that no lease in the field needs any more.',
  options: JSON_OPTION,
  run: async (given) => {
    const retirement = await withInstallation('keys retire', () => byCommand(retireKeys, {}));
    const lines = [
      ...retirement.retired.map((kid) => `${kid} is retired.`),
      ...retirement.waiting.map(({ kid, until }) => `${kid} is needed until ${until}.`),
      keySetLine(retirement.keySet),
    ];
    given.print(retirement, lines.join('\n'));
  },
};
