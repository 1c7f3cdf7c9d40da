/** What a mail says of a moment: in the vendor's time zone, and in UTC where that is another. */
export function sayInstant(at: Date, timeZone: string): string {
  const local = partsOf(at, timeZone);
  const utc = partsOf(at, 'UTC');
  const isUtc = local.clock === utc.clock && local.day === utc.day;
  const other = utc.day === local.day ? `${utc.clock} UTC` : `${utc.day}, ${utc.clock} UTC`;
  if (local.clock !== '00:00') {
    return isUtc
      ? `${local.day}, ${local.clock} UTC`
      : `${local.day}, ${local.clock} ${local.zone} (${other})`;
  }
  // Midnight is the end of the day before: nobody reads "1 January, 00:00" as the last day of the year.
  const before = partsOf(new Date(at.getTime() - 1), timeZone);
  const end = `the end of ${before.day}`;
  if (isUtc) return `${end} (24:00 UTC)`;
  return `${end} (24:00 ${local.zone}, ${utc.day === before.day ? '' : `${utc.day}, `}${utc.clock} UTC)`;
}

/** The same after a verb: "on Fri 27 Nov 2026, 14:05 UTC", "at the end of Fri 27 Nov 2026 (24:00 UTC)". */
export function onInstant(at: Date, timeZone: string): string {
  const words = sayInstant(at, timeZone);
  return words.startsWith('the end') ? `at ${words}` : `on ${words}`;
}

/** How long until something, in whole days, or hours of the last day and a half. */
export function sayLeft(milliseconds: number): string {
  const hours = Math.max(1, Math.round(milliseconds / 3_600_000));
  if (hours < 36) return hours === 24 ? '1 day' : hours === 1 ? '1 hour' : `${hours} hours`;
  return `${Math.round(hours / 24)} days`;
}

function partsOf(at: Date, timeZone: string): { day: string; clock: string; zone: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).formatToParts(at);
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.find(({ type }) => type === name)?.value ?? '';
  return {
    day: `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`,
    clock: `${part('hour')}:${part('minute')}`,
    zone: part('timeZoneName'),
  };
}
