import type { Comparison } from '../comparison.ts';
import { checksPerSecond, interleave, processorMicros, quotient, ratios } from '../rounds.ts';
import { startBound, startOurs, startUsualWay } from '../sides.ts';
import { withSides } from '../with-sides.ts';

const LICENSES = 10_000;

/** Checks of any of 10,000 licenses, as fast as 64 connections can: beside the usual way, and beside the bound. */
export const uniform: Comparison = {
  name: 'uniform',
  run: async (rig, { rounds, seconds }) => {
    const [database, usualDatabase] = [
      await rig.databases.ours(LICENSES),
      await rig.databases.usual(LICENSES),
    ];
    const starts = [
      () => startOurs(rig, { database }),
      () => startUsualWay(rig, usualDatabase),
      () => startBound(rig, LICENSES),
    ];
    return withSides(starts, async (sides) => {
      const run = { seconds, way: { kind: 'closed' } } as const;
      const [ours = [], usual = [], bound = []] = await interleave(rig, { sides, rounds, run });
      const perSecond = { of: checksPerSecond, unit: 'a second' };
      return [
        {
          says: 'checks a second, ours ÷ usual way, uniform over 10,000 licenses',
          ratios: ratios(ours, usual, checksPerSecond),
          from: quotient(ours, usual, perSecond),
          bound: 8,
          aim: 14,
          is: 'at-least',
        },
        {
          says: 'checks a second, ours ÷ bound, uniform over 10,000 licenses',
          ratios: ratios(ours, bound, checksPerSecond),
          from: quotient(ours, bound, perSecond),
          bound: 0.65,
          aim: 0.8,
          is: 'at-least',
        },
        {
          says: 'processor time for a check (app and Postgres), ours ÷ usual way',
          ratios: ratios(ours, usual, processorMicros),
          from: quotient(ours, usual, { of: processorMicros, unit: 'µs' }),
          bound: 0.15,
          aim: 0.05,
          is: 'at-most',
        },
      ];
    });
  },
};

/** All checks of one license, beside the usual way. */
export const oneLicense: Comparison = {
  name: 'one-license',
  run: async (rig, { rounds, seconds }) => {
    const [database, usualDatabase] = [
      await rig.databases.ours(LICENSES),
      await rig.databases.usual(LICENSES),
    ];
    const starts = [() => startOurs(rig, { database }), () => startUsualWay(rig, usualDatabase)];
    return withSides(starts, async (sides) => {
      const run = { seconds, way: { kind: 'closed' }, hotShare: 1 } as const;
      const [ours = [], usual = []] = await interleave(rig, { sides, rounds, run });
      return [
        {
          says: 'checks a second, ours ÷ usual way, all of one license',
          ratios: ratios(ours, usual, checksPerSecond),
          from: quotient(ours, usual, { of: checksPerSecond, unit: 'a second' }),
          bound: 15,
          aim: 25,
          is: 'at-least',
        },
      ];
    });
  },
};

/** 90 % of one license, beside the bound. */
export const mostlyOneLicense: Comparison = {
  name: 'mostly-one-license',
  run: async (rig, { rounds, seconds }) => {
    const database = await rig.databases.ours(LICENSES);
    const starts = [() => startOurs(rig, { database }), () => startBound(rig, LICENSES)];
    return withSides(starts, async (sides) => {
      const run = { seconds, way: { kind: 'closed' }, hotShare: 0.9 } as const;
      const [ours = [], bound = []] = await interleave(rig, { sides, rounds, run });
      return [
        {
          says: 'checks a second, ours ÷ bound, 90 % of one license',
          ratios: ratios(ours, bound, checksPerSecond),
          from: quotient(ours, bound, { of: checksPerSecond, unit: 'a second' }),
          bound: 0.85,
          aim: 0.95,
          is: 'at-least',
        },
      ];
    });
  },
};
