import { DAY_MS, type Instant } from '#lib/domain/instant.ts';

const HOUR_MS = 3_600_000;
const BACK_MS = 26 * HOUR_MS;
const LEAST_AHEAD_MS = 48 * HOUR_MS;
const MOST_AHEAD_MS = 8 * DAY_MS;
/** The share of the window that lies after the end of the license, where the end is in sight. */
const AFTER_END = 0.09;

/** The window that lease lanes are drawn in, and the moment the license ends if it lies before the window's own end. */
export type LaneScale = { from: Instant; to: Instant; now: Instant; endsAt: Instant | null };

/**
 * From 26 h back to just after the end of the license, or far enough ahead to see every lock mark if the end is far:
 * 48 h at least, 8 days at most.
 */
export function laneScale({
  now,
  endsAt,
  locks,
}: {
  now: Instant;
  endsAt: Instant | null;
  locks: Instant[];
}): LaneScale {
  const from = now - BACK_MS;
  const lastLock = Math.max(0, ...locks);
  const ahead = Math.min(
    Math.max(now + LEAST_AHEAD_MS, lastLock + (lastLock - from) * 0.25),
    now + MOST_AHEAD_MS,
  );
  if (endsAt === null || endsAt > Math.max(ahead, now + 4 * DAY_MS))
    return { from, to: ahead, now, endsAt: null };
  const to = from + Math.max((endsAt - from) / (1 - AFTER_END), LEAST_AHEAD_MS);
  return { from, to, now, endsAt };
}

/** Where an instant lies on the scale, in percent; what lies outside lies at its edge. */
export function placeOn({ from, to }: LaneScale, at: Instant): number {
  const share = ((at - from) / (to - from)) * 100;
  return Math.round(Math.min(100, Math.max(0, share)) * 100) / 100;
}

/** The midnights (UTC) within the window, in percent. */
export function laneDays(scale: LaneScale): { at: Instant; place: number }[] {
  const days = [];
  for (let at = Math.ceil(scale.from / DAY_MS) * DAY_MS; at < scale.to; at += DAY_MS) {
    days.push({ at, place: placeOn(scale, at) });
  }
  return days;
}
