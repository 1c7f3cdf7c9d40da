import { type Command, Failed } from '../command.ts';

/** Here for `--help`: serving begins before there is a build, so cli/leasehold.mjs does it. */
export const start: Command = {
  name: 'start',
  args: [],
  says: 'Serve: the same as npm start.',
  options: {},
  run: () => Promise.reject(new Failed('Run it as: npx leasehold start')),
};
