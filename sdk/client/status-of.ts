import type { Status } from './client-options.ts';
import { isClockBehind, onDevice } from './device-clock.ts';
import type { HeldState } from './held-state.ts';

/** Whether the license key is vouched for by a key set that is held; `unknown` while there is no key set. */
export type KeyTrust = { trust: 'trusted' | 'not-trusted' | 'unknown'; graceSeconds: number };

/**
 * How things stand at the server's time `at` (wire.md section 7), from what is held alone:
 *
 * 1. a lock or a refusal, also after its `exp`   locked or refused, its reason
 * 2. a lease runs                                leased
 * 3. no lease yet, and no grace to count         new
 * 4. grace runs: after the lease, or from the first attempt on when the key is trusted   grace
 * 5. grace has passed                            locked, grace-exhausted
 */
export function statusOf(held: HeldState, { trust, graceSeconds }: KeyTrust, at: number): Status {
  const { answer, clock, failure, graceFrom, next } = held;
  const detail = failure?.detail ?? '';
  const endsAt = answer ? answer.claims.exp * 1000 : at;
  const nextCheckAt = onDevice(clock, Math.max(endsAt, next));
  if (answer && answer.outcome !== 'lease') {
    const state = answer.outcome === 'lock' ? 'locked' : 'refused';
    return { state, code: answer.claims.reason, nextCheckAt, detail };
  }
  const behind = isClockBehind(clock) && answer ? 'clock-behind' : undefined;
  const lease = answer && { leaseEndsAt: onDevice(clock, endsAt), kind: answer.claims.kind };
  const keyGraceEnd =
    trust === 'trusted' && failure && graceFrom !== null ? graceFrom + graceSeconds * 1000 : null;
  const graceEnd = answer ? endsAt + answer.claims.grace * 1000 : keyGraceEnd;
  const times = {
    ...lease,
    ...(graceEnd !== null && { graceEndsAt: onDevice(clock, graceEnd) }),
    nextCheckAt,
    detail,
  };
  if (at < endsAt) return { state: 'leased', ...codeOf(behind), ...times };
  if (graceEnd === null)
    return {
      state: 'new',
      ...codeOf(failure && trust === 'not-trusted' ? 'key-not-trusted' : failure?.code),
      ...times,
    };
  if (at < graceEnd) return { state: 'grace', ...codeOf(behind ?? failure?.code), ...times };
  return { state: 'locked', code: 'grace-exhausted', ...times };
}

/** Left out where there is none. */
function codeOf(code: Status['code']): Pick<Status, 'code'> {
  return code ? { code } : {};
}
