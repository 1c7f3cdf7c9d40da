import { expect, test } from 'vitest';
import { sayMoment } from './say-moment.ts';

const now = Date.UTC(2026, 10, 24, 14, 5);

test.each([
  ['Europe/Zagreb', '2027-02-28T23:00:00Z', 'Sun 28 Feb 2027, to 23:00 UTC (midnight in Zagreb)'],
  ['America/New_York', '2026-12-01T05:00:00Z', 'Mon 30 Nov, to Tue 1 Dec, 05:00 UTC (midnight in New York)'],
  ['UTC', '2026-12-01T00:00:00Z', 'Mon 30 Nov, to 24:00 UTC'],
  ['UTC', '2026-12-01T00:00:01Z', 'Tue 1 Dec, 00:00 UTC'],
])('in %s the moment %s is said as %s', (zone, at, says) => {
  expect(sayMoment(at, { zone, now })).toBe(says);
});
