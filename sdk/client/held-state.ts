import type { Answer } from '../protocol/answer.ts';
import type { DeviceCode } from '../protocol/codes.ts';
import { DEVICE_CODES } from '../protocol/codes.ts';
import type { KeyedJwk } from '../protocol/jwk.ts';
import { readJws } from '../protocol/jws.ts';
import { type AskedCheck, type Ed25519Verify, verifyAnswer } from '../protocol/verify.ts';
import { type ClockMark, DeviceClock } from './device-clock.ts';

/** Why the server could not be asked, the last time it was tried. */
export type Failure = { code: DeviceCode; detail: string };

/**
 * What a device knows. Moments are server time in milliseconds; before the first answer, the device's own.
 * `graceFrom`: the first attempt, while there was no answer yet. `next`: when back-off lets the next check ask.
 */
export type HeldState = {
  jws: string | null;
  answer: Answer | null;
  clock: DeviceClock;
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
    clock: new DeviceClock({ high: now, seen: now, behind: 0 }),
    graceFrom: null,
    failures: 0,
    next: 0,
    failure: null,
  };
}

/** The state as it is stored: the signed answer itself, never what was read from it. */
export function writeState({ jws, clock, graceFrom, failures, next, failure }: HeldState): string {
  return JSON.stringify({ v: 1, jws, ...clock.mark, graceFrom, failures, next, failure });
}

type AskedAlways = Omit<AskedCheck, 'nonce'>;

/**
 * Reads a stored state and verifies its answer again. Null when it is no state, or its answer is not believed: an edited
 * store is worth nothing. Time that the record lies about is bounded by the answer's own `iat`.
 */
export async function readState(
  text: string,
  {
    keys,
    asked,
    ed25519,
  }: { keys: readonly KeyedJwk[]; asked: AskedAlways; ed25519?: Ed25519Verify | undefined },
): Promise<HeldState | null> {
  const record = parseRecord(text);
  if (record === null) return null;
  const { jws, mark, ...rest } = record;
  if (jws === null) return { jws, answer: null, clock: new DeviceClock(mark), ...rest };
  const payload = readJws(jws)?.payload;
  const nonce =
    typeof payload === 'object' && payload !== null && 'nonce' in payload ? String(payload.nonce) : '';
  const verified = await verifyAnswer(jws, keys, { ...asked, nonce }, ed25519);
  if (!verified.ok) return null;
  const high = Math.max(mark.high, verified.claims.iat * 1000);
  return { jws, answer: verified, clock: new DeviceClock({ ...mark, high }), ...rest };
}

type StoredRecord = Omit<HeldState, 'answer' | 'clock'> & { mark: ClockMark };

function parseRecord(text: string): StoredRecord | null {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return null;
  const { v, jws, high, seen, behind, graceFrom, failures, next, failure }: Record<string, unknown> = {
    ...value,
  };
  if (v !== 1 || (jws !== null && typeof jws !== 'string')) return null;
  if (!isNumber(high) || !isNumber(seen) || !isNumber(behind) || !isNumber(failures) || !isNumber(next))
    return null;
  if (graceFrom !== null && !isNumber(graceFrom)) return null;
  return { jws, mark: { high, seen, behind }, graceFrom, failures, next, failure: parseFailure(failure) };
}

function parseFailure(value: unknown): Failure | null {
  if (typeof value !== 'object' || value === null) return null;
  const { code, detail }: Record<string, unknown> = { ...value };
  const known = DEVICE_CODES.find((one) => one === code);
  return known && typeof detail === 'string' ? { code: known, detail } : null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
