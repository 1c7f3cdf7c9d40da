/**
 * What a served amendment will take from a license (product.md, Agreements): known from when it was served, in force at its
 * moment by the clock alone, whether or not its terms were written into the agreement by then.
 *
 * 1. From its moment on, a product, a platform or a version that it takes is refused.
 * 2. Before, no lease for one of them crosses its moment. Leases for what stays are as long as ever.
 * 3. Where it makes the notice shorter, no lease is longer than what a notice given at its moment would leave.
 *
 * By rule 2 a former name of a product counts as taken while its present name is not the one asked for: the lease is then
 * shorter than it must be, never longer.
 */
import type { CheckRequest } from '#sdk/protocol/check-request.ts';
import type { LockCode, RefusalCode } from '#sdk/protocol/codes.ts';
import { DAY_MS, type Instant } from './instant.ts';
import type { LicenseFacts, Narrowing } from './license.ts';
import { endingOf } from './license-state.ts';
import { isWithinVersionCap } from './version-cap.ts';

/** Reads an amendment's terms as they are stored; what is not of their form is not there. */
export function narrowingOf(at: Instant, terms: Readonly<Record<string, unknown>>): Narrowing {
  const { products, platforms, versionCap, noticeDays } = terms;
  return {
    at,
    products: Array.isArray(products) ? products : null,
    platforms: Array.isArray(platforms) ? platforms : null,
    versionCap: typeof versionCap === 'string' ? versionCap : null,
    noticeDays: typeof noticeDays === 'number' ? noticeDays : null,
  };
}

type Asked = Pick<CheckRequest, 'product' | 'platform' | 'version'>;
type TakenCode = Extract<RefusalCode, 'product-not-covered' | 'platform-not-covered' | 'version-not-covered'>;

/** The code with which a request is refused once the amendment is in force; null when it stays covered. */
export function takenBy(narrowing: Narrowing, { product, platform, version }: Asked): TakenCode | null {
  const { products, platforms, versionCap } = narrowing;
  if (products !== null && !products.includes(product)) return 'product-not-covered';
  if (platforms !== null && !platforms.includes(platform)) return 'platform-not-covered';
  return versionCap !== null && !isWithinVersionCap(version, versionCap) ? 'version-not-covered' : null;
}

/** The code that an amendment in force at `now` refuses a request with; null when none does. */
export function takenNow({ agreement }: LicenseFacts, request: Asked, now: Instant): TakenCode | null {
  const narrowing = agreement?.narrowing ?? null;
  return narrowing !== null && narrowing.at <= now ? takenBy(narrowing, request) : null;
}

/** A moment that no lease for a request crosses, and the code that follows; null where none can. */
export type GrantLimit = { at: Instant; code: LockCode | RefusalCode | null };

/** The earliest moment that no lease for this request may cross: the license's end, or what an amendment says. */
export function grantLimit(license: LicenseFacts, request: Asked | null, now: Instant): GrantLimit | null {
  const limits: GrantLimit[] = [];
  const ending = endingOf(license);
  if (ending !== null) limits.push(ending);
  const narrowing = license.agreement?.narrowing ?? null;
  if (narrowing !== null) {
    const code = request === null ? null : takenBy(narrowing, request);
    if (code !== null) limits.push({ at: narrowing.at, code });
    if (narrowing.noticeDays !== null) {
      limits.push({ at: Math.max(narrowing.at, now) + narrowing.noticeDays * DAY_MS, code: null });
    }
  }
  return limits.reduce<GrantLimit | null>(
    (first, one) => (first === null || one.at < first.at ? one : first),
    null,
  );
}
