import type { Comparison } from '../comparison.ts';
import { median } from '../median.ts';
import { checksPerSecond, interleave, p99Ms, quotient, ratios } from '../rounds.ts';
import { startOurs, startUsualWay } from '../sides.ts';
import { withSides } from '../with-sides.ts';

const LICENSES = 10_000;
/** A p99 of few checks is an accident: both are offered their load for longer. */
const LONGER = 1.6;

/** The time of the slowest hundredth, both offered half of what the usual way can do, whether answers come or not. */
export const latency: Comparison = {
  name: 'latency',
  run: async (rig, { rounds, seconds }) => {
    const [database, usualDatabase] = [
      await rig.databases.ours(LICENSES),
      await rig.databases.usual(LICENSES),
    ];
    const starts = [() => startOurs(rig, { database }), () => startUsualWay(rig, usualDatabase)];
    return withSides(starts, async (sides) => {
      const closed = { seconds, way: { kind: 'closed' } } as const;
      const [most = []] = await interleave(rig, {
        sides: sides.slice(1),
        rounds: Math.min(3, rounds),
        run: closed,
      });
      const perSecond = Math.round(median(most.map(checksPerSecond)) / 2);
      const open = { seconds: seconds * LONGER, way: { kind: 'open', perSecond } } as const;
      const [ours = [], usual = []] = await interleave(rig, { sides, rounds, run: open });
      return [
        {
          says: `p99, ours ÷ usual way, both offered half of what the usual way can do (${perSecond} a second), open loop`,
          ratios: ratios(ours, usual, p99Ms),
          from: quotient(ours, usual, { of: p99Ms, unit: 'ms', digits: 1 }),
          bound: 0.5,
          aim: 0.2,
          is: 'at-most',
        },
      ];
    });
  },
};
