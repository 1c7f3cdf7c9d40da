import { isLockCode, isRefusalCode, type LockCode, type RefusalCode } from './codes.ts';
import { isLicenseId, type LicenseId } from './license-id.ts';
import { isPlatform, type Platform } from './platforms.ts';
import { isWholeSeconds } from './whole-seconds.ts';

/** What a license is: self-service and 30 days, or issued under an agreement. */
export type LicenseKind = 'trial' | 'production';

/** The `typ` of each outcome's JWS (wire.md section 2). Nothing else is an answer. */
export const ANSWER_TYPES = { lease: 'lease+jwt', lock: 'lock+jwt', refusal: 'refusal+jwt' } as const;

/** What was decided on a check. */
export type Outcome = keyof typeof ANSWER_TYPES;

type AskedClaims = {
  sub: LicenseId;
  app: string;
  prd: string;
  plt: Platform;
  nonce: string;
  iat: number;
  exp: number;
};

/** Claims of a lease: valid until `exp`, then `grace` seconds more while the server cannot be reached. */
export type LeaseClaims = AskedClaims & { jti: string; grace: number; kind: LicenseKind };

/** Claims of a lock: ask again at `exp` at the earliest. */
export type LockClaims = AskedClaims & { reason: LockCode };

/** Claims of a refusal: ask again at `exp` at the earliest. */
export type RefusalClaims = AskedClaims & { reason: RefusalCode };

/** An outcome with its claims. */
export type Answer =
  | { outcome: 'lease'; claims: LeaseClaims }
  | { outcome: 'lock'; claims: LockClaims }
  | { outcome: 'refusal'; claims: RefusalClaims };

/**
 * Writes an answer's claims as JSON in one fixed order, without white space: the payload that is signed.
 * Only `app` and `prd` can hold characters that JSON escapes; the forms of all others exclude them.
 *
 * @example serializeClaims({ outcome: 'lock', claims: { sub: parseLicenseId('LIC-7F3K-9QXM'), app: 'a.b', prd: 'X', plt: 'ios', nonce: 'n', iat: 1, exp: 2, reason: 'license-locked' } }) // '{"sub":"LIC-7F3K-9QXM","app":"a.b","prd":"X","plt":"ios","nonce":"n","iat":1,"exp":2,"reason":"license-locked"}'
 */
export function serializeClaims(answer: Answer): string {
  const { sub, app, prd, plt, nonce, iat, exp } = answer.claims;
  const asked =
    `{"sub":"${sub}","app":${JSON.stringify(app)},"prd":${JSON.stringify(prd)},` +
    `"plt":"${plt}","nonce":"${nonce}","iat":${iat},"exp":${exp}`;
  if (answer.outcome !== 'lease') return `${asked},"reason":"${answer.claims.reason}"}`;
  const { jti, grace, kind } = answer.claims;
  return `${asked},"jti":"${jti}","grace":${grace},"kind":"${kind}"}`;
}

/**
 * Reads the claims of an answer whose `typ` says the outcome; null when a claim is missing or not of its form.
 * Members beyond the contract are dropped. Says nothing about the signature: see `verifyAnswer`.
 *
 * @example parseAnswer('lease', {}) // null
 */
export function parseAnswer(outcome: Outcome, payload: unknown): Answer | null {
  const asked = parseAskedClaims(payload);
  if (asked === null) return null;
  const { claims, rest } = asked;
  if (outcome === 'lease') {
    const { jti, grace, kind } = rest;
    if (typeof jti !== 'string' || !/^[\w-]{16}$/.test(jti) || !isWholeSeconds(grace)) return null;
    if (kind !== 'trial' && kind !== 'production') return null;
    return { outcome, claims: { ...claims, jti, grace, kind } };
  }
  const { reason } = rest;
  if (outcome === 'lock') return isLockCode(reason) ? { outcome, claims: { ...claims, reason } } : null;
  return isRefusalCode(reason) ? { outcome, claims: { ...claims, reason } } : null;
}

function parseAskedClaims(payload: unknown): { claims: AskedClaims; rest: Record<string, unknown> } | null {
  const { sub, app, prd, plt, nonce, iat, exp, ...rest }: Record<string, unknown> = Object(payload);
  if (!isLicenseId(sub) || !isPlatform(plt) || !isWholeSeconds(iat) || !isWholeSeconds(exp) || exp < iat)
    return null;
  if (typeof app !== 'string' || typeof prd !== 'string' || typeof nonce !== 'string') return null;
  return { claims: { sub, app, prd, plt, nonce, iat, exp }, rest };
}
