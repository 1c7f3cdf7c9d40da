import { ChildFailed } from '../child.ts';
import type { Comparison } from '../comparison.ts';
import { checksPerSecond, interleave, quotient, ratios } from '../rounds.ts';
import { startOurs } from '../sides.ts';
import { withSides } from '../with-sides.ts';

const LICENSES = 10_000;
const SAYS = 'checks a second with two workers ÷ one, load generator on the same cores';

/** Whether a second process helps where there are two cores and the load generator needs some of them. */
export const workers: Comparison = {
  name: 'workers',
  run: async (rig, { rounds, seconds }) => {
    const database = await rig.databases.ours(LICENSES);
    const starts = [
      () => startOurs(rig, { database, workers: 2, name: 'two workers' }),
      () => startOurs(rig, { database, name: 'one worker' }),
    ];
    try {
      return await withSides(starts, async (sides) => {
        const run = { seconds, way: { kind: 'closed' } } as const;
        const [two = [], one = []] = await interleave(rig, { sides, rounds, run });
        return [
          {
            says: SAYS,
            ratios: ratios(two, one, checksPerSecond),
            from: quotient(two, one, { of: checksPerSecond, unit: 'a second' }),
            bound: 1,
            aim: 1.4,
            is: 'at-least',
          },
        ];
      });
    } catch (error) {
      if (!(error instanceof ChildFailed && error.message.includes('WORKERS is'))) throw error;
      return [{ says: SAYS, reason: error.message }];
    }
  },
};
