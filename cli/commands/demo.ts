import { type Command, Failed } from '../command.ts';

/** Here for `--help`: cli/leasehold.mjs does it, as `npm run demo`. */
export const demo: Command = {
  name: 'demo',
  args: [],
  says: 'Serve a throw-away installation with everything in it: the same as npm run demo.',
  options: {},
  run: () => Promise.reject(new Failed('Run it as: npx leasehold demo')),
};
