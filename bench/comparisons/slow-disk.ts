import type { Comparison } from '../comparison.ts';
import type { Rig } from '../rig.ts';
import { checksPerSecond, interleave, quotient, ratios } from '../rounds.ts';
import { startOurs, startUsualWay } from '../sides.ts';
import { withSides } from '../with-sides.ts';

const LICENSES = 10_000;
const FLUSH_MICROS = 2_000;

/** One license where making a commit durable takes 2 ms, as on a cloud's disk. */
export const slowDisk: Comparison = {
  name: 'slow-disk',
  run: async (rig, { rounds, seconds }) => {
    const [database, usualDatabase] = [
      await rig.databases.ours(LICENSES),
      await rig.databases.usual(LICENSES),
    ];
    const starts = [() => startOurs(rig, { database }), () => startUsualWay(rig, usualDatabase)];
    return withSlowCommits(rig, () =>
      withSides(starts, async (sides) => {
        const run = { seconds, way: { kind: 'closed' }, hotShare: 1 } as const;
        const [ours = [], usual = []] = await interleave(rig, { sides, rounds, run });
        return [
          {
            says: 'checks a second, all of one license, at a disk flush of 2 ms, ours ÷ usual way',
            ratios: ratios(ours, usual, checksPerSecond),
            from: quotient(ours, usual, { of: checksPerSecond, unit: 'a second' }),
            bound: 8,
            aim: 15,
            is: 'at-least',
          },
        ];
      }),
    );
  },
};

/** Every commit waits before it flushes, also when nobody else commits (`commit_siblings`), for everybody on the server. */
async function withSlowCommits<T>({ databases }: Rig, fn: () => Promise<T>): Promise<T> {
  const set = (micros: number, siblings: number) =>
    databases.asAdmin('postgres', async (admin) => {
      await admin.unsafe(`alter system set commit_delay = ${micros}`);
      await admin.unsafe(`alter system set commit_siblings = ${siblings}`);
      await admin`select pg_reload_conf()`;
    });
  await set(FLUSH_MICROS, 0);
  try {
    return await fn();
  } finally {
    await set(0, 5);
  }
}
