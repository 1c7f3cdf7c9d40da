/**
 * Every code of the wire contract (wire.md sections 2 and 4): closed, stable, lower-case, hyphenated.
 * The sentences that belong to them are in `lib/domain/reasons.ts`, so that the SDK stays small.
 */

/** Reasons of a `lock+jwt`: the license itself does not work, whoever asks. In the order of the decision. */
export const LOCK_CODES = [
  'license-revoked',
  'agreement-terminated',
  'license-locked',
  'trial-expired',
  'license-expired',
  'agreement-expired',
] as const;

/** Why a license is locked. */
export type LockCode = (typeof LOCK_CODES)[number];

/** Reasons of a `refusal+jwt`: the license does not cover this request. In the order of the decision. */
export const REFUSAL_CODES = [
  'license-unknown',
  'licensee-mismatch',
  'license-not-started',
  'product-not-covered',
  'platform-not-covered',
  'version-not-covered',
  'app-not-registered',
] as const;

/** Why a request is refused. */
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Codes that only a device reports; they never travel. */
export const DEVICE_CODES = [
  'key-malformed',
  'key-not-trusted',
  'server-unreachable',
  'answer-not-trusted',
  'clock-behind',
  'grace-exhausted',
  'proxy-invalid',
] as const;

/** What a device can report besides the codes of an answer. */
export type DeviceCode = (typeof DEVICE_CODES)[number];

/** Codes of unsigned problem documents that `POST /api/v1/validate` gives before any decision. */
export const PROBLEM_CODES = [
  'malformed-json',
  'invalid-request',
  'unexpected-member',
  'method-not-allowed',
  'too-large',
  'unsupported-media-type',
  'too-many-requests',
  'unavailable',
] as const;

/** Why a check could not be decided on. */
export type ProblemCode = (typeof PROBLEM_CODES)[number];

const locks: ReadonlySet<string> = new Set(LOCK_CODES);
const refusals: ReadonlySet<string> = new Set(REFUSAL_CODES);

/**
 * Whether a text is the reason of a lock.
 *
 * @example isLockCode('trial-expired') // true
 * @example isLockCode('app-not-registered') // false
 */
export function isLockCode(code: unknown): code is LockCode {
  return typeof code === 'string' && locks.has(code);
}

/**
 * Whether a text is the reason of a refusal.
 *
 * @example isRefusalCode('app-not-registered') // true
 * @example isRefusalCode('grace-exhausted') // false
 */
export function isRefusalCode(code: unknown): code is RefusalCode {
  return typeof code === 'string' && refusals.has(code);
}
