/** What is known of time: the server's as far as it was followed, the device's then, and by how much that was set back. Milliseconds. */
export type ClockMark = { high: number; seen: number; behind: number };

/** By how much a clock may be corrected without a word. */
const CORRECTION_MS = 60_000;

/**
 * Follows the server's time with the device's clock (wire.md section 7). Time that was seen is never taken back: a clock
 * that is set back stands still for one reading and counts on from there, so that it lengthens neither lease nor grace.
 * Only while nobody reads it (the process is off) can a clock be set back unseen: what is gained then is at most that time.
 */
export function readClock({ high, seen, behind }: ClockMark, now: number): ClockMark {
  const passed = now - seen;
  return passed < 0
    ? { high, seen: now, behind: behind - passed }
    : { high: high + passed, seen: now, behind };
}

/** Whether the device's clock was set back since the server last answered. */
export function isClockBehind({ behind }: ClockMark): boolean {
  return behind > CORRECTION_MS;
}

/** A moment of the server's on the device's clock. */
export function onDevice({ high, seen }: ClockMark, serverMs: number): number {
  return seen + (serverMs - high);
}
