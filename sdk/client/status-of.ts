import type { Status } from './client-options.ts';
import { isClockBehind, onDevice } from './device-clock.ts';
import type { HeldState } from './held-state.ts';

/** Whether the license key is vouched for by a key set that is held; `unknown` while there is no key set. */
export type KeyTrust = { trust: 'trusted' | 'not-trusted' | 'unknown'; graceSeconds: number };

/**
 * How things stand at the server's time `at` (wire.md section 7), from what is held alone:
 *
 * 1. a lease runs                          leased
 * 2. its end has passed, grace has not     grace
 * 3. grace has passed                      locked, grace-exhausted
 * 4. a lock, also after its `exp`          locked, its reason
 * 5. a refusal, also after its `exp`       refused, its reason
 * 6. no answer, key trusted, tried         grace from the first attempt on, then locked, grace-exhausted
 * 7. no answer otherwise                   new
 */
export function statusOf(held: HeldState, key: KeyTrust, at: number): Status {
  const { answer, clock, next } = held;
  if (answer === null) return withoutAnswer(held, key, at);
  const endsAt = answer.claims.exp * 1000;
  const nextCheckAt = onDevice(clock, Math.max(endsAt, next));
  if (answer.outcome !== 'lease') {
    const state = answer.outcome === 'lock' ? 'locked' : 'refused';
    return {
      state,
      code: answer.claims.reason,
      nextCheckAt,
      detail: detailOf(held, `signed ${answer.outcome}`),
    };
  }
  const { kind, grace } = answer.claims;
  const graceEndsAt = endsAt + grace * 1000;
  const times = {
    leaseEndsAt: onDevice(clock, endsAt),
    graceEndsAt: onDevice(clock, graceEndsAt),
    nextCheckAt,
    kind,
  };
  const behind = isClockBehind(clock) ? ({ code: 'clock-behind' } as const) : null;
  if (at < endsAt) return { state: 'leased', ...behind, ...times, detail: 'a lease runs' };
  if (at >= graceEndsAt)
    return { state: 'locked', code: 'grace-exhausted', ...times, detail: detailOf(held, 'grace is over') };
  const code = behind ?? (held.failure && { code: held.failure.code });
  return { state: 'grace', ...code, ...times, detail: detailOf(held, 'the lease has ended') };
}

function withoutAnswer(held: HeldState, { trust, graceSeconds }: KeyTrust, at: number): Status {
  const { failure, graceFrom, clock, next } = held;
  if (failure === null)
    return { state: 'new', nextCheckAt: onDevice(clock, Math.max(at, next)), detail: 'not checked yet' };
  const nextCheckAt = onDevice(clock, Math.max(at, next));
  if (trust === 'trusted' && graceFrom !== null) {
    const ends = graceFrom + graceSeconds * 1000;
    const times = { graceEndsAt: onDevice(clock, ends), nextCheckAt };
    return at < ends
      ? { state: 'grace', code: failure.code, ...times, detail: failure.detail }
      : { state: 'locked', code: 'grace-exhausted', ...times, detail: failure.detail };
  }
  const code = trust === 'not-trusted' ? 'key-not-trusted' : failure.code;
  return { state: 'new', code, nextCheckAt, detail: failure.detail };
}

function detailOf({ failure }: HeldState, otherwise: string): string {
  return failure === null ? otherwise : `${otherwise}; ${failure.detail}`;
}
