import { database } from '#db/client.ts';
import { listAllTeamsForStaff } from '#db/queries/teams.ts';
import { startKeys } from '#lib/keys/start-keys.ts';
import { installation } from '#lib/platform/installation.ts';
import { type Command, Failed, JSON_OPTION } from '../command.ts';
import { DEMO_PASSWORD } from '../demo/demo-people.ts';
import { fillDemo } from '../demo/fill-demo.ts';
import { withInstallation } from '../open-installation.ts';

/** A part of `npm run demo`: on a folder that is thrown away. */
export const demoFill: Command = {
  name: 'demo fill',
  args: [],
  says: 'Fill an empty installation with a team, agreements, requests and staff.',
  options: JSON_OPTION,
  run: async (given) => {
    const demo = await withInstallation('demo fill', async ({ dataDir }) => {
      const handle = database().orm;
      if ((await listAllTeamsForStaff(handle, { personId: null, limit: 1 })).length > 0)
        throw new Failed('This installation has teams already. The demo is for an empty one.');
      const now = Date.now();
      await startKeys({ handle, secret: installation().secret, dataDir, now });
      return fillDemo(now);
    });
    const lines = demo.people.map(
      ({ name, role, email }) => `${role.padEnd(10)} ${name.padEnd(14)} ${email}`,
    );
    given.print(
      { ...demo, password: DEMO_PASSWORD },
      [...lines, `Everybody's password: ${DEMO_PASSWORD}`].join('\n'),
    );
  },
};
