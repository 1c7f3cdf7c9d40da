/** A moment in Unix milliseconds. Rules take it as an argument; no rule reads a clock. */
export type Instant = number;

/** One day in milliseconds. Always 24 hours: calendar days are a matter of time zones and not of these rules. */
export const DAY_MS = 86_400_000;

/** The whole Unix second that a moment lies in: the wire's unit (`iat`, `exp`). */
export function unixSeconds(instant: Instant): number {
  return Math.floor(instant / 1000);
}
