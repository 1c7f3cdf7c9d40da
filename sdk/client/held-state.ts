import type { Answer } from '../protocol/answer.ts';
import { DEVICE_CODES, type DeviceCode } from '../protocol/codes.ts';
import type { KeyedJwk } from '../protocol/jwk.ts';
import { readJws } from '../protocol/jws.ts';
import { type AskedCheck, type Ed25519Verify, verifyAnswer } from '../protocol/verify.ts';
import type { ClockMark } from './device-clock.ts';

/** Why the server could not be asked, the last time it was tried. */
export type Failure = { code: DeviceCode; detail: string };

/**
 * What a device knows. Moments are server time in milliseconds; before the first answer, the device's own.
 * `graceFrom`: the first attempt, while there was no answer yet. `next`: when back-off lets the next check ask.
 */
export type HeldState = {
  jws: string | null;
  answer: Answer | null;
  clock: ClockMark;
  graceFrom: number | null;
  failures: number;
  next: number;
  failure: Failure | null;
};

/** The state of a device that knows nothing. */
export function emptyState(now: number): HeldState {
  return {
    jws: null,
    answer: null,
    clock: { high: now, seen: now, behind: 0 },
    graceFrom: null,
    failures: 0,
    next: 0,
    failure: null,
  };
}

/** The state as it is stored: the signed answer itself, never what was read from it. */
export function writeState({ jws, clock, graceFrom, failures, next, failure }: HeldState): string {
  const { high, seen, behind } = clock;
  return JSON.stringify([1, jws, [high, seen, behind, failures, next, graceFrom ?? -1], failure]);
}

type Reading = {
  keys: readonly KeyedJwk[];
  asked: Omit<AskedCheck, 'nonce'>;
  ed25519: Ed25519Verify | undefined;
};

/**
 * Reads a stored state and verifies its answer again. Null when it is no state, or its answer is not believed: an edited
 * store is worth nothing. Time that the record lies about is bounded by the answer's own `iat`.
 */
export async function readState(text: string, { keys, asked, ed25519 }: Reading): Promise<HeldState | null> {
  const record = parseJson(text);
  if (!Array.isArray(record)) return null;
  const [version, jws, numbers, failed] = record;
  if (version !== 1 || !Array.isArray(numbers) || numbers.length !== 6 || !numbers.every(Number.isFinite))
    return null;
  const [high, seen, behind, failures, next, from] = numbers;
  const rest = { graceFrom: from < 0 ? null : from, failures, next, failure: failureOf(failed) };
  if (jws === null) return { jws, answer: null, clock: { high, seen, behind }, ...rest };
  const { payload } = readJws(`${jws}`) ?? {};
  const answer = await verifyAnswer(`${jws}`, keys, { ...asked, nonce: Object(payload).nonce }, ed25519);
  if (!answer.ok) return null;
  const clock = { high: Math.max(high, answer.claims.iat * 1000), seen, behind };
  return { jws, answer, clock, ...rest };
}

function failureOf(value: unknown): Failure | null {
  const { code, detail } = Object(value);
  return DEVICE_CODES.includes(code) ? { code, detail: `${detail}` } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
