const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds of an RFC 3339 text, of milliseconds, or of a Date. */
export function toMilliseconds(at: string | number | Date): number {
  return typeof at === 'number' ? at : new Date(at).getTime();
}

/** "Fri 27 Nov, 14:05 UTC": weekday always, the year only when it is another one than `now`'s. */
export function formatInstant(
  at: string | number | Date,
  { now, seconds = false }: { now: number; seconds?: boolean },
): string {
  const clock = new Date(toMilliseconds(at)).toISOString().slice(11, seconds ? 19 : 16);
  return `${formatDay(at, { now })}, ${clock} UTC`;
}

/** "Fri 27 Nov", in UTC. */
export function formatDay(
  at: string | number | Date,
  { now, weekday = true }: { now: number; weekday?: boolean },
): string {
  const date = new Date(toMilliseconds(at));
  const year = date.getUTCFullYear() === new Date(now).getUTCFullYear() ? '' : ` ${date.getUTCFullYear()}`;
  return `${weekday ? `${DAYS[date.getUTCDay()]} ` : ''}${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${year}`;
}

/** "in 3 days", "4 h ago", "just now". Days are rounded from two days on, hours and minutes are cut. */
export function formatRelative(at: string | number | Date, now: number): string {
  const distance = toMilliseconds(at) - now;
  const size = Math.abs(distance);
  if (size < MINUTE) return distance > 0 ? 'in less than a minute' : 'just now';
  const amount =
    size < HOUR
      ? `${Math.floor(size / MINUTE)} min`
      : size < 2 * DAY
        ? `${Math.floor(size / HOUR)} h`
        : `${Math.round(size / DAY)} days`;
  return distance > 0 ? `in ${amount}` : `${amount} ago`;
}

/**
 * How long ago something was seen. It lies in the past whatever the clocks say: this one ticks every 15 seconds, and the
 * server's may be ahead of the browser's.
 */
export function formatSince(at: string | number | Date, now: number): string {
  return formatRelative(Math.min(toMilliseconds(at), now), now);
}
