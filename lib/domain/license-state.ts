/**
 * The state of a license, from its record and the time (product.md, Licenses). Tried in this order:
 *
 * 1. revoked      `revokedAt` has come
 * 2. terminated   a termination has taken effect
 * 3. locked       a lock is in force
 * 4. expired      the trial's end, else the license's own end, else the expiry of its agreement has come
 * 5. not-started  `startsAt` lies ahead
 * 6. scheduled    a served termination or a planned revocation lies ahead; an expiry of the agreement, if it is further off than 60 days
 * 7. expiring     7 days before a trial's end; 60 days before a production license's, an agreement's last instant or its served expiry
 * 8. active
 *
 * An end is exclusive: at exactly its instant the license has ended. An agreement's `lastInstant` alone ends nothing,
 * only a served notice does: past it, without one, the license is still `expiring` and works.
 */
import type { LockCode } from '#sdk/protocol/codes.ts';
import { DAY_MS, type Instant } from './instant.ts';
import type { LicenseFacts } from './license.ts';

/** Every state, in the order in which they are tried. */
export const LICENSE_STATES = [
  'revoked',
  'terminated',
  'locked',
  'expired',
  'not-started',
  'scheduled',
  'expiring',
  'active',
] as const;

/** What a license is at a moment. */
export type LicenseState = (typeof LICENSE_STATES)[number];

/** A state with the code that a check is answered with because of it, and since and until when it lasts as far as known. */
export type StateNow = {
  state: LicenseState;
  code: LockCode | 'license-not-started' | null;
  since: Instant | null;
  until: Instant | null;
};

/** A moment at which the license ends, and the code it is locked with from then on. */
export type Ending = { at: Instant; code: LockCode };

/** How long before its end a trial is `expiring`. */
export const TRIAL_EXPIRING_MS = 7 * DAY_MS;

/** How long before its end a license under an agreement is `expiring`. */
export const AGREEMENT_EXPIRING_MS = 60 * DAY_MS;

/**
 * The state at `now`. `code` is null in the states in which the license works (scheduled, expiring, active).
 * `until` is the moment at which the license ends or, when locked or not started, works again; null when none is known.
 * For `expiring` without a served notice it is the agreement's last instant, at which nothing need end, until that has
 * passed. `since` of `expiring` is when the first of its windows began.
 */
export function licenseState(license: LicenseFacts, now: Instant): StateNow {
  const ended = revoked(license, now) ?? terminated(license, now);
  if (ended !== null) {
    const state = ended.code === 'license-revoked' ? 'revoked' : 'terminated';
    return { state, code: ended.code, since: ended.at, until: null };
  }
  const lock = lockInForce(license, now);
  if (lock !== null) return { state: 'locked', code: 'license-locked', since: lock.since, until: lock.until };
  const end = expired(license, now);
  if (end !== null) return { state: 'expired', code: end.code, since: end.at, until: null };
  if (!hasStarted(license, now)) {
    return { state: 'not-started', code: 'license-not-started', since: null, until: license.startsAt };
  }
  return workingState(license, now);
}

/** The revocation that is in force at `now`, else null. */
export function revoked(license: LicenseFacts, now: Instant): Ending | null {
  return past(revocationOf(license), now);
}

/** The termination (material breach or termination of the agreement) that has taken effect at `now`, else null. */
export function terminated(license: LicenseFacts, now: Instant): Ending | null {
  return past(terminationOf(license), now);
}

/** The lock that is in force at `now`, else null: from `since` on, and before `until`. */
export function lockInForce({ lock }: Pick<LicenseFacts, 'lock'>, now: Instant): LicenseFacts['lock'] {
  return lock !== null && lock.since <= now && (lock.until === null || now < lock.until) ? lock : null;
}

/** The expiry that has come at `now`: the license's own end before the agreement's (wire.md section 4), else null. */
export function expired(license: LicenseFacts, now: Instant): Ending | null {
  return past(ownEndOf(license), now) ?? past(agreementExpiryOf(license), now);
}

/** Whether `startsAt` has come. */
export function hasStarted(license: LicenseFacts, now: Instant): boolean {
  return license.startsAt <= now;
}

/**
 * The earliest moment at which the license ends, whatever ends it, with the code that follows; null while none is known.
 * Of several at the same instant the first in the order of the decision. Locks do not end a license.
 */
export function endingOf(license: LicenseFacts): Ending | null {
  let first = revocationOf(license);
  first = earlier(first, terminationOf(license));
  first = earlier(first, ownEndOf(license));
  return earlier(first, agreementExpiryOf(license));
}

/** The earliest moment at which the license ends, or null while none is known. No lease or grace passes it. */
export function endOf(license: LicenseFacts): Instant | null {
  return endingOf(license)?.at ?? null;
}

function workingState(license: LicenseFacts, now: Instant): StateNow {
  const { agreement } = license;
  const expiry = agreementExpiryOf(license)?.at ?? null;
  const farExpiry = expiry !== null && expiry - AGREEMENT_EXPIRING_MS > now;
  if (revocationOf(license) !== null || terminationOf(license) !== null || farExpiry) {
    return { state: 'scheduled', code: null, since: null, until: endOf(license) };
  }
  const soon = expiringWindows(license, expiry ?? agreement?.lastInstant ?? null).filter(
    ({ since }) => since <= now,
  );
  const [first] = soon.map(({ since }) => since).sort((a, b) => a - b);
  if (first === undefined)
    return { state: 'active', code: null, since: license.startsAt, until: endOf(license) };
  const [until = null] = soon
    .map(({ end }) => end)
    .filter((end) => end > now)
    .sort((a, b) => a - b);
  return { state: 'expiring', code: null, since: Math.max(first, license.startsAt), until };
}

function expiringWindows(
  { kind, endsAt }: LicenseFacts,
  agreementEnd: Instant | null,
): { since: Instant; end: Instant }[] {
  const length = kind === 'trial' ? TRIAL_EXPIRING_MS : AGREEMENT_EXPIRING_MS;
  const own = endsAt === null ? [] : [{ since: endsAt - length, end: endsAt }];
  if (agreementEnd === null) return own;
  return [...own, { since: agreementEnd - AGREEMENT_EXPIRING_MS, end: agreementEnd }];
}

function revocationOf({ revokedAt }: LicenseFacts): Ending | null {
  return revokedAt === null ? null : { at: revokedAt, code: 'license-revoked' };
}

function terminationOf({ agreement }: LicenseFacts): Ending | null {
  const ending = agreement?.ending ?? null;
  if (ending === null || ending.cause === 'agreement-expired') return null;
  return { at: ending.effectiveAt, code: 'agreement-terminated' };
}

function ownEndOf({ kind, endsAt }: LicenseFacts): Ending | null {
  return endsAt === null
    ? null
    : { at: endsAt, code: kind === 'trial' ? 'trial-expired' : 'license-expired' };
}

function agreementExpiryOf({ agreement }: LicenseFacts): Ending | null {
  const ending = agreement?.ending ?? null;
  if (ending === null || ending.cause !== 'agreement-expired') return null;
  return { at: ending.effectiveAt, code: 'agreement-expired' };
}

function past(ending: Ending | null, now: Instant): Ending | null {
  return ending !== null && ending.at <= now ? ending : null;
}

function earlier(first: Ending | null, second: Ending | null): Ending | null {
  if (first === null || second === null) return first ?? second;
  return second.at < first.at ? second : first;
}
