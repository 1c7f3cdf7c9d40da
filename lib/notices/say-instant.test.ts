import { expect, test } from 'vitest';
import { DAY_MS } from '#lib/domain/instant.ts';
import { sayInstant, sayLeft } from './say-instant.ts';

test.each([
  ['2026-11-27T14:05:00Z', 'UTC', 'Fri 27 Nov 2026, 14:05 UTC'],
  ['2026-11-27T14:05:00Z', 'Europe/Zagreb', 'Fri 27 Nov 2026, 15:05 CET (14:05 UTC)'],
  ['2026-11-27T23:30:00Z', 'Europe/Zagreb', 'Sat 28 Nov 2026, 00:30 CET (Fri 27 Nov 2026, 23:30 UTC)'],
  ['2026-07-01T08:00:00Z', 'Europe/Zagreb', 'Wed 1 Jul 2026, 10:00 CEST (08:00 UTC)'],
  ['2026-11-28T00:00:00Z', 'UTC', 'the end of Fri 27 Nov 2026 (24:00 UTC)'],
  ['2026-11-27T23:00:00Z', 'Europe/Zagreb', 'the end of Fri 27 Nov 2026 (24:00 CET, 23:00 UTC)'],
  [
    '2026-11-28T05:00:00Z',
    'America/New_York',
    'the end of Fri 27 Nov 2026 (24:00 GMT-5, Sat 28 Nov 2026, 05:00 UTC)',
  ],
])('%s in %s is %s', (at, zone, says) => {
  expect(sayInstant(new Date(at), zone)).toBe(says);
});

test.each([
  [1, '1 hour'],
  [23.4 * 3_600_000, '23 hours'],
  [DAY_MS, '1 day'],
  [1.4 * DAY_MS, '34 hours'],
  [1.5 * DAY_MS, '2 days'],
  [6.9 * DAY_MS, '7 days'],
  [30 * DAY_MS, '30 days'],
])('%d ms are %s', (left, says) => {
  expect(sayLeft(left)).toBe(says);
});
