import { formatDay, formatInstant } from '#components/ui/format-instant.ts';
import { dayOf, endOfDay } from '#lib/domain/calendar.ts';
import type { Instant } from '#lib/domain/instant.ts';

/** In which time zone days are the vendor's, and what time it is. */
export type VendorTime = { zone: string; now: Instant };

/**
 * A moment of an agreement. The end of a vendor's day is said as that day with the exact instant: "Sun 28 Feb 2027, to
 * 23:00 UTC (midnight in Zagreb)". Any other moment is said as it is.
 */
export function sayMoment(at: string | number, { zone, now }: VendorTime): string {
  const instant = typeof at === 'number' ? at : Date.parse(at);
  const day = dayOf(instant - 1, zone);
  if (endOfDay(day, zone) !== instant) return formatInstant(instant, { now });
  const said = formatDay(`${day}T00:00:00Z`, { now });
  if (zone === 'UTC') return `${said}, to 24:00 UTC`;
  const utc = new Date(instant).toISOString();
  const exact = utc.startsWith(day) ? `${utc.slice(11, 16)} UTC` : formatInstant(instant, { now });
  return `${said}, to ${exact} (midnight in ${placeOf(zone)})`;
}

/** A calendar day of the vendor: "Sun 28 Feb 2027". */
export function sayDay(day: string, now: Instant): string {
  return formatDay(`${day}T00:00:00Z`, { now });
}

/** What people call a time zone: the place in its name. */
export function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
