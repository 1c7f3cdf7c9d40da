import type { Comparison } from '../comparison.ts';
import { checksPerSecond, interleave, quotient, ratios } from '../rounds.ts';
import { startOurs } from '../sides.ts';
import { withSides } from '../with-sides.ts';

/** Whether many licenses cost more than few. */
export const manyLicenses: Comparison = {
  name: 'many-licenses',
  run: async (rig, { rounds, seconds }) => {
    process.stderr.write('  making 1,000,000 licenses …\n');
    const [million, thousand] = [await rig.databases.ours(1_000_000), await rig.databases.ours(1_000)];
    const starts = [
      () => startOurs(rig, { database: million, name: '1,000,000 licenses' }),
      () => startOurs(rig, { database: thousand, name: '1,000 licenses' }),
    ];
    return withSides(starts, async (sides) => {
      const run = { seconds, way: { kind: 'closed' } } as const;
      const [many = [], few = []] = await interleave(rig, { sides, rounds, run });
      return [
        {
          says: 'checks a second with 1,000,000 licenses ÷ with 1,000',
          ratios: ratios(many, few, checksPerSecond),
          from: quotient(many, few, { of: checksPerSecond, unit: 'a second' }),
          bound: 0.75,
          aim: 0.95,
          is: 'at-least',
        },
      ];
    });
  },
};
