import { expect, test } from 'vitest';
import { formatDay, formatInstant, formatRelative, formatSince } from './format-instant.ts';

const now = Date.UTC(2026, 10, 24, 14, 5);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test('an instant says weekday, day, time and zone; the year only when it is another one', () => {
  expect(formatInstant('2026-11-27T14:05:00.000Z', { now })).toBe('Fri 27 Nov, 14:05 UTC');
  expect(formatInstant('2027-01-01T00:00:00.000Z', { now })).toBe('Fri 1 Jan 2027, 00:00 UTC');
  expect(formatInstant('2026-11-24T14:05:41.000Z', { now, seconds: true })).toBe('Tue 24 Nov, 14:05:41 UTC');
  expect(formatDay('2026-10-28T14:05:00.000Z', { now, weekday: false })).toBe('28 Oct');
});

test.each([
  [0, 'just now'],
  [-MINUTE + 1, 'just now'],
  [1, 'in less than a minute'],
  [-MINUTE, '1 min ago'],
  [-HOUR + 1, '59 min ago'],
  [-HOUR, '1 h ago'],
  [-22 * HOUR, '22 h ago'],
  [2 * DAY - 1, 'in 47 h'],
  [2 * DAY, 'in 2 days'],
  [3 * DAY, 'in 3 days'],
  [30 * DAY - 1000, 'in 30 days'],
  [-53 * DAY, '53 days ago'],
])('%d ms from now is %s', (distance, says) => {
  expect(formatRelative(now + distance, now)).toBe(says);
});

test('what was seen was seen some time ago, also by a clock that lags behind', () => {
  expect(formatSince(now + 9_000, now)).toBe('just now');
  expect(formatSince(now + 120_000, now)).toBe('just now');
  expect(formatSince(now - 120_000, now)).toBe('2 min ago');
});
