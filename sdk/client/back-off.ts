const FIRST_MS = 2_000;
const MOST_MS = 300_000;
/** `Retry-After` is honored up to an hour (wire.md section 7). */
const MOST_ASKED_MS = 3_600_000;

/** How long to wait after so many failures in a row: full jitter, from nothing up to a bound that doubles. */
export function backOffMs(failures: number, random: () => number = Math.random): number {
  return Math.floor(random() * Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures, 20)));
}

/** What a `Retry-After` header asks for, in milliseconds: seconds or a date (RFC 9110 section 10.2.3); 0 when it says nothing. */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return ms > 0 ? Math.min(ms, MOST_ASKED_MS) : 0;
}
