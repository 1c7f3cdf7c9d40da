import { signKeySet } from '#lib/keys/sign-key-set.ts';
import { byCommand } from '../by-command.ts';
import { type Command, JSON_OPTION, required } from '../command.ts';
import { withInstallation } from '../open-installation.ts';
import { DAYS_OPTION, daysOf, readRoot } from './keys-root-option.ts';
import { keySetLine } from './keys-set-line.ts';

export const keysSignSet: Command = {
  name: 'keys sign-set',
  args: [],
  says: 'Sign and publish the key set with a root that was brought.',
  options: {
    root: { type: 'string', says: 'Its private JWK: what export-root wrote, or the spare.' },
    ...DAYS_OPTION,
    ...JSON_OPTION,
  },
  run: async (given) => {
    const days = daysOf(given);
    const root = await readRoot(required(given, 'root'));
    const keySet = await withInstallation('keys sign-set', () => byCommand(signKeySet, { root, days }));
    given.print(keySet, keySetLine(keySet));
  },
};
