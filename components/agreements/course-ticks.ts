import { DAY_MS, type Instant } from '#lib/domain/instant.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** So many lines at most: more could not be named side by side. */
const MOST = 7;

/** The lines of a window in time: days, weeks, months, quarters or years, whichever there are not too many of. In UTC. */
export function courseTicks({ from, to }: { from: Instant; to: Instant }): { at: Instant; name: string }[] {
  const days = (to - from) / DAY_MS;
  for (const step of [1, 2, 7]) if (days / step <= MOST) return dayTicks(from, to, step);
  for (const step of [1, 3, 6, 12, 24, 60]) {
    const ticks = monthTicks(from, to, step);
    if (ticks.length <= MOST) return ticks;
  }
  return [];
}

function dayTicks(from: Instant, to: Instant, step: number) {
  const ticks = [];
  for (let at = Math.ceil(from / DAY_MS) * DAY_MS; at < to; at += step * DAY_MS) {
    const date = new Date(at);
    ticks.push({ at, name: `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}` });
  }
  return ticks;
}

function monthTicks(from: Instant, to: Instant, step: number) {
  const first = new Date(from);
  const ticks = [];
  for (let month = 1; ; month++) {
    const at = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month);
    if (at >= to) return ticks;
    const date = new Date(at);
    const number = date.getUTCFullYear() * 12 + date.getUTCMonth();
    if (number % step !== 0) continue;
    const isNewYear = date.getUTCMonth() === 0;
    ticks.push({
      at,
      name: `${MONTHS[date.getUTCMonth()]}${isNewYear || step >= 12 ? ` ${date.getUTCFullYear()}` : ''}`,
    });
  }
}
