/**
 * Days as a time zone has them: with 23 and 25 hours where clocks are changed, and none where a day was left out.
 * By what the runtime knows of time zones (Intl) and nothing else.
 */
import { DAY_MS, type Instant } from './instant.ts';

/** A calendar day, `2026-11-27`. As text, two of them compare as they follow each other. */
export type Day = string;

/** No zone is further from UTC. */
const FURTHEST_MS = 16 * 3_600_000;

/** The day that a moment lies in. `zone` is an IANA name that the runtime knows; another one throws. */
export function dayOf(instant: Instant, zone: string): Day {
  const shifted = new Date(instant + offsetAt(instant, zone));
  return shifted.toISOString().slice(0, 10);
}

/** The first moment of a day; of a day that the zone left out, that of the next. */
export function startOfDay(day: Day, zone: string): Instant {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const near = midnight - offsetAt(midnight - offsetAt(midnight, zone), zone);
  if (dayOf(near, zone) === day && dayOf(near - 1, zone) < day) return near;
  let before = midnight - FURTHEST_MS;
  let from = midnight + FURTHEST_MS;
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (dayOf(middle, zone) < day) before = middle;
    else from = middle;
  }
  return from;
}

/** The moment at which a day has ended, which is the first of the next one: an end is exclusive. */
export function endOfDay(day: Day, zone: string): Instant {
  return startOfDay(addDays(day, 1), zone);
}

/** The day `days` later, or earlier when negative. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a zone's clocks show more than UTC at a moment, in milliseconds. */
function offsetAt(instant: Instant, zone: string): number {
  if (zone === 'UTC') return 0;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(instant)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  const whole = Math.floor(instant / 1000) * 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}
