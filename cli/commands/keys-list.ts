import { listKeys } from '#lib/keys/list-keys.ts';
import { byCommand } from '../by-command.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import { withInstallation } from '../open-installation.ts';

export const keysList: Command = {
  name: 'keys list',
  args: [],
  says: 'Show the public signing keys, and the roots that clients pin.',
  options: JSON_OPTION,
  run: async (given) => {
    const keys = await withInstallation('keys list', () => byCommand(listKeys, {}));
    const lines = [
      ...keys.roots.map(({ kid, x }) => `root     ${kid}  ${x}`),
      ...keys.answers.map(({ kid, x, state }) => `answer   ${kid}  ${x}  ${state}`),
      ...keys.licenses.map(({ kid, x, state }) => `license  ${kid}  ${x}  ${state}`),
    ];
    given.print(keys, lines.join('\n'));
  },
};
