import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REMINDER_DAYS } from './agreements.ts';
import { DAY_MS } from './instant.ts';
import { type DueReminder, dueReminder, STALE_MS, TRIAL_MARKS } from './reminders.ts';

const ENDS = Date.UTC(2026, 10, 27, 14, 5);
const START = ENDS - 30 * DAY_MS;
const due = (daysBefore: number, offsetMs = 0, since = START) =>
  dueReminder({ endsAt: ENDS, since, marks: TRIAL_MARKS }, ENDS - daysBefore * DAY_MS + offsetMs);

test.each<[string, number, number, DueReminder | null]>([
  ['a millisecond before the first mark', 7, -1, null],
  ['at the first mark', 7, 0, { kind: 'ends', days: 7 }],
  ['a millisecond before the second', 3, -1, { kind: 'ends', days: 7 }],
  ['at the second', 3, 0, { kind: 'ends', days: 3 }],
  ['at the third', 1, 0, { kind: 'ends', days: 1 }],
  ['a millisecond before the end', 0, -1, { kind: 'ends', days: 1 }],
  ['at the end', 0, 0, { kind: 'ended' }],
  ['two weeks later', 0, STALE_MS, { kind: 'ended' }],
  ['later still', 0, STALE_MS + 1, null],
])('%s', (_when, days, offset, expected) => {
  expect(due(days, offset)).toEqual(expected);
});

test('what was told after a mark was passed stands for it', () => {
  expect(due(2, 0, ENDS - 3 * DAY_MS)).toBeNull();
  expect(due(2, 0, ENDS - 3 * DAY_MS - 1)).toEqual({ kind: 'ends', days: 3 });
  expect(due(-1, 0, ENDS)).toBeNull();
});

/** Asks at these moments and tells what is due, as the job does. */
function told(
  moments: number[],
  marks: readonly number[],
  start: number,
): { at: number; what: DueReminder }[] {
  const mails: { at: number; what: DueReminder }[] = [];
  let since = start;
  for (const at of moments) {
    const what = dueReminder({ endsAt: ENDS, since, marks }, at);
    if (!what) continue;
    mails.push({ at, what });
    since = at;
  }
  return mails;
}

const moments = fc
  .array(fc.integer({ min: START, max: ENDS + 20 * DAY_MS }), { maxLength: 200 })
  .map((list) => list.sort((a, b) => a - b));

test('however often and irregularly it is asked, nothing is told twice, nothing out of order, nothing that is not true', () => {
  fc.assert(
    fc.property(moments, fc.constantFrom(TRIAL_MARKS, REMINDER_DAYS), (asked, marks) => {
      const mails = told(asked, marks, START);
      const order = mails.map(({ what }) => (what.kind === 'ended' ? 0 : what.days));
      expect(order).toEqual([...new Set(order)].sort((a, b) => b - a));
      for (const { at, what } of mails)
        expect(what.kind === 'ended' ? at >= ENDS : at >= ENDS - what.days * DAY_MS && at < ENDS).toBe(true);
    }),
  );
});

test('asked each hour, each mark is told once, in its hour', () => {
  const hours = Array.from({ length: 50 * 24 }, (_, hour) => START + hour * 3_600_000);
  expect(told(hours, TRIAL_MARKS, START).map(({ what }) => what)).toEqual([
    { kind: 'ends', days: 7 },
    { kind: 'ends', days: 3 },
    { kind: 'ends', days: 1 },
    { kind: 'ended' },
  ]);
});

test('after a week of downtime only the latest is told', () => {
  expect(told([START, ENDS - 8 * DAY_MS, ENDS - DAY_MS / 2], TRIAL_MARKS, START)).toHaveLength(1);
  expect(told([ENDS - 8 * DAY_MS, ENDS + DAY_MS], TRIAL_MARKS, START).map(({ what }) => what)).toEqual([
    { kind: 'ended' },
  ]);
});
