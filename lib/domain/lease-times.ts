import type { CheckRequest } from '#sdk/protocol/check-request.ts';
import { type Instant, unixSeconds } from './instant.ts';
import type { LicenseFacts } from './license.ts';
import { grantLimit } from './narrowing.ts';

/** How long a lease runs, and how long after it the product still works while the server cannot be reached. */
export type LeaseTimes = { leaseSeconds: number; graceSeconds: number };

/**
 * How long a lease granted at `now` may be, so that it never outlives the license: with `iat = unixSeconds(now)`,
 * `(iat + leaseSeconds + graceSeconds) * 1000` is at most the moment at which the license ends (wire.md section 2).
 * Where room is short the lease keeps its whole length up to that moment and grace is what remains. The end is rounded
 * down to the wire's whole seconds. With a request it does not cross what a served amendment takes from it either. Gives null when not one second is left: no lease of no length is ever granted.
 */
export function leaseTimes(
  license: LicenseFacts,
  now: Instant,
  request: Pick<CheckRequest, 'product' | 'platform' | 'version'> | null = null,
): LeaseTimes | null {
  const end = grantLimit(license, request, now)?.at ?? null;
  if (end === null) return { leaseSeconds: license.leaseSeconds, graceSeconds: license.graceSeconds };
  const room = unixSeconds(end) - unixSeconds(now);
  if (room < 1) return null;
  const leaseSeconds = Math.min(license.leaseSeconds, room);
  return { leaseSeconds, graceSeconds: Math.min(license.graceSeconds, room - leaseSeconds) };
}
