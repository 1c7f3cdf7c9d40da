import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, dayOf, endOfDay, startOfDay } from './calendar.ts';
import { DAY_MS } from './instant.ts';

const HOUR = 3_600_000;
const zones = [
  'UTC',
  'Europe/Zagreb',
  'America/New_York',
  'America/Havana',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Apia',
  'America/Sao_Paulo',
];
const instants = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2060, 0, 1) });

it.each([
  ['UTC', '2026-11-24', '2026-11-24T00:00:00Z', 24],
  ['Europe/Zagreb', '2027-02-28', '2027-02-27T23:00:00Z', 24],
  // Clocks go forward at 2, back at 3: 23 and 25 hours.
  ['Europe/Zagreb', '2026-03-29', '2026-03-28T23:00:00Z', 23],
  ['Europe/Zagreb', '2026-10-25', '2026-10-24T22:00:00Z', 25],
  ['America/New_York', '2026-03-08', '2026-03-08T05:00:00Z', 23],
  // Clocks go forward at midnight: the day begins at one.
  ['Asia/Beirut', '2022-03-27', '2022-03-26T22:00:00Z', 23],
  // Half an hour.
  ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30:00Z', 23.5],
  // Clocks go back at midnight: 23 o'clock is there twice.
  ['America/Sao_Paulo', '2018-02-17', '2018-02-17T02:00:00Z', 25],
])('knows when a day of %s begins and how long it is: %s', (zone, day, from, hours) => {
  expect(new Date(startOfDay(day, zone)).toISOString()).toBe(new Date(from).toISOString());
  expect((endOfDay(day, zone) - startOfDay(day, zone)) / HOUR).toBe(hours);
});

it('ends a day that a zone left out where it would have begun', () => {
  expect(startOfDay('2011-12-30', 'Pacific/Apia')).toBe(startOfDay('2011-12-31', 'Pacific/Apia'));
});

it('puts every moment into the day that has begun and has not ended', () => {
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
      const day = dayOf(instant, zone);
      expect(startOfDay(day, zone)).toBeLessThanOrEqual(instant);
      expect(endOfDay(day, zone)).toBeGreaterThan(instant);
      expect(dayOf(startOfDay(day, zone), zone)).toBe(day);
      expect(endOfDay(day, zone)).toBe(startOfDay(addDays(day, 1), zone));
      expect(endOfDay(day, zone) - startOfDay(day, zone)).toBeLessThanOrEqual(25 * HOUR);
    }),
  );
});

it('counts days over months, years and leap days', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2027-02-28', -60)).toBe('2026-12-30');
  fc.assert(
    fc.property(instants, fc.integer({ min: -4000, max: 4000 }), (instant, days) => {
      const day = dayOf(instant, 'UTC');
      expect(addDays(addDays(day, days), -days)).toBe(day);
      expect(Date.parse(addDays(day, days)) - Date.parse(day)).toBe(days * DAY_MS);
    }),
  );
});
