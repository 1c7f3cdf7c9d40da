/** What of the clock is kept: server time as far as it was followed, and the device's clock then. Milliseconds. */
export type ClockMark = { high: number; seen: number; behind: number };

/** By how much a clock may be corrected without a word. */
const CORRECTION_MS = 60_000;

/**
 * Follows the server's time with the device's clock (wire.md section 7). Time that was seen is never taken back: a clock
 * that is set back stands still for one reading and counts on from there, so that it lengthens neither lease nor grace.
 * Only while nobody reads it (the process is off) can a clock be set back unseen: what is gained then is at most that time.
 */
export class DeviceClock {
  #mark: ClockMark;

  constructor(mark: ClockMark) {
    this.#mark = mark;
  }

  get mark(): ClockMark {
    return this.#mark;
  }

  /** Whether the device's clock was set back since the server last answered. */
  get isBehind(): boolean {
    return this.#mark.behind > CORRECTION_MS;
  }

  /** Reads the clock: gives the server's time. */
  read(now: number): number {
    const { high, seen, behind } = this.#mark;
    const passed = now - seen;
    this.#mark =
      passed >= 0 ? { high: high + passed, seen: now, behind } : { high, seen: now, behind: behind - passed };
    return this.#mark.high;
  }

  /** A fresh answer says what time it is, also when that is earlier than what was thought. */
  set(serverMs: number, now: number): void {
    this.#mark = { high: serverMs, seen: now, behind: 0 };
  }

  /** A moment of the server's on the device's clock. */
  onDevice(serverMs: number): number {
    return this.#mark.seen + (serverMs - this.#mark.high);
  }
}
