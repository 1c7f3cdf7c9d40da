/**
 * The decision on a check (wire.md section 4): an ordered list of rules, the first that fails decides.
 *
 *  1. license-known    the License ID exists                                license-unknown
 *  2. licensee         the name is the licensee's, now or formerly          licensee-mismatch
 *  3. not-revoked      the license was not revoked                          license-revoked
 *  4. not-terminated   no termination has taken effect                      agreement-terminated
 *  5. not-locked       no lock is in force                                  license-locked
 *  6. not-expired      no end has come                                      trial-expired, license-expired, agreement-expired
 *  7. started          its first moment has come                            license-not-started
 *  8. product          the license covers the product, by any of its names   product-not-covered
 *  9. platform         the license covers the platform                      platform-not-covered
 * 10. version          the version lies within the agreement's cap          version-not-covered
 * 11. app              the application identifier is registered             app-not-registered
 * 12. room             a lease of one second fits before the license ends,
 *                      or an amendment takes what is asked for             the code of that ending
 *
 * A served amendment counts from its moment on like the agreement's own terms in 8 to 10.
 */
import type { CheckRequest } from '#sdk/protocol/check-request.ts';
import { isLockCode, type LockCode, type RefusalCode } from '#sdk/protocol/codes.ts';
import { matchApp } from './identifiers.ts';
import { type Instant, unixSeconds } from './instant.ts';
import { type LeaseTimes, leaseTimes } from './lease-times.ts';
import type { LicenseFacts, RegisteredApp } from './license.ts';
import { expired, hasStarted, lockInForce, revoked, terminated } from './license-state.ts';
import { grantLimit, takenNow } from './narrowing.ts';
import { isWithinVersionCap } from './version-cap.ts';

/** What a check is answered with. The numbers are whole seconds of at least 1, but for `graceSeconds`, which may be 0. */
export type Decision =
  | { outcome: 'lease'; code: null; leaseSeconds: number; graceSeconds: number; app: RegisteredApp }
  | { outcome: 'lock'; code: LockCode; retrySeconds: number }
  | { outcome: 'refusal'; code: RefusalCode; retrySeconds: number };

/** The facts of one decision: found once, read by every rule. */
export type Asked = {
  license: LicenseFacts;
  request: CheckRequest;
  now: Instant;
  app: RegisteredApp | null;
  times: LeaseTimes | null;
};

/** When a device with an unknown License ID may ask again. */
export const UNKNOWN_RETRY_SECONDS = 300;

/** The rules that follow once the license is known, in order. Each gives its code when it fails, null when it passes. */
export const RULES = [
  {
    name: 'licensee',
    fails: ({ license, request }) => (isLicensee(license, request) ? null : 'licensee-mismatch'),
  },
  { name: 'not-revoked', fails: ({ license, now }) => revoked(license, now)?.code ?? null },
  { name: 'not-terminated', fails: ({ license, now }) => terminated(license, now)?.code ?? null },
  {
    name: 'not-locked',
    fails: ({ license, now }) => (lockInForce(license, now) === null ? null : 'license-locked'),
  },
  { name: 'not-expired', fails: ({ license, now }) => expired(license, now)?.code ?? null },
  { name: 'started', fails: ({ license, now }) => (hasStarted(license, now) ? null : 'license-not-started') },
  {
    name: 'product',
    fails: ({ license, request, now }) =>
      isProductCovered(license, request) && takenNow(license, request, now) !== 'product-not-covered'
        ? null
        : 'product-not-covered',
  },
  {
    name: 'platform',
    fails: ({ license, request, now }) =>
      license.platforms.includes(request.platform) &&
      takenNow(license, request, now) !== 'platform-not-covered'
        ? null
        : 'platform-not-covered',
  },
  {
    name: 'version',
    fails: ({ license, request, now }) =>
      isVersionCovered(license, request) && takenNow(license, request, now) !== 'version-not-covered'
        ? null
        : 'version-not-covered',
  },
  { name: 'app', fails: ({ app }) => (app === null ? 'app-not-registered' : null) },
  {
    name: 'room',
    fails: ({ license, request, now, times }) =>
      times === null ? (grantLimit(license, request, now)?.code ?? null) : null,
  },
] as const satisfies readonly { name: string; fails: (asked: Asked) => LockCode | RefusalCode | null }[];

/** The name of a rule; `license-known` is asked before there are facts for the others. */
export type RuleName = 'license-known' | (typeof RULES)[number]['name'];

/**
 * Decides a check on the license that its License ID names, or null when there is none.
 * Total and pure: every record, request and time gets exactly one decision, and the same one again.
 */
export function decide(license: LicenseFacts | null, request: CheckRequest, now: Instant): Decision {
  if (license === null)
    return { outcome: 'refusal', code: 'license-unknown', retrySeconds: UNKNOWN_RETRY_SECONDS };
  const asked = factsOf(license, request, now);
  for (const rule of RULES) {
    const code = rule.fails(asked);
    if (code !== null) return decisionOf(code, asked);
  }
  return grant(asked);
}

/** Finds what the rules read: the registered identifier that matches, and the times of a lease. */
export function factsOf(license: LicenseFacts, request: CheckRequest, now: Instant): Asked {
  const app = matchApp(request.platform, request.app, license.apps);
  return { license, request, now, app, times: leaseTimes(license, now, request) };
}

/** The decision that a failing rule's code makes. */
export function decisionOf(code: LockCode | RefusalCode, { license, now }: Asked): Decision {
  const retrySeconds = retryAfter(code, license, now);
  return isLockCode(code)
    ? { outcome: 'lock', code, retrySeconds }
    : { outcome: 'refusal', code, retrySeconds };
}

/** The lease that is granted when every rule passes; asking for it when one has not is a bug and throws. */
export function grant({ app, times }: Asked): Decision {
  if (app === null || times === null) throw new Error('A lease was granted although a rule had not passed');
  return {
    outcome: 'lease',
    code: null,
    leaseSeconds: times.leaseSeconds,
    graceSeconds: times.graceSeconds,
    app,
  };
}

/**
 * When to ask again: the license's retry time, or sooner when a lock or a wait for the first day ends by itself
 * before that, so that nobody waits for a moment that has passed. Rounded up to the first whole second at which it has,
 * and so at least 1.
 */
function retryAfter(code: LockCode | RefusalCode, license: LicenseFacts, now: Instant): number {
  let workingAt: Instant | null = null;
  if (code === 'license-locked') workingAt = lockInForce(license, now)?.until ?? null;
  if (code === 'license-not-started') workingAt = license.startsAt;
  if (workingAt === null) return license.retrySeconds;
  const wait = Math.ceil(workingAt / 1000) - unixSeconds(now);
  return Math.min(license.retrySeconds, wait);
}

function isLicensee(license: LicenseFacts, { licensee }: CheckRequest): boolean {
  return license.licensee === licensee || license.formerLicensees.includes(licensee);
}

function isProductCovered(license: LicenseFacts, { product }: CheckRequest): boolean {
  return license.products.includes(product) || license.formerProducts.includes(product);
}

function isVersionCovered({ agreement }: LicenseFacts, { version }: CheckRequest): boolean {
  const cap = agreement?.versionCap ?? null;
  return cap === null || isWithinVersionCap(version, cap);
}
