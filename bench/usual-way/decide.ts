import type { CheckRequest } from './check-request.ts';
import type { licenses } from './schema.ts';

export type License = typeof licenses.$inferSelect & { isAppRegistered: boolean };

export type Decision =
  | { outcome: 'lease'; code: null; license: License }
  | { outcome: 'lock' | 'refusal'; code: string; retrySeconds: number };

/** The order of wire.md section 4, without agreements, which these licenses do not have. */
export function decide(license: License | undefined, check: CheckRequest, now: Date): Decision {
  if (!license) return { outcome: 'refusal', code: 'license-unknown', retrySeconds: 300 };
  const { retrySeconds } = license;
  const lock = (code: string): Decision => ({ outcome: 'lock', code, retrySeconds });
  const refusal = (code: string): Decision => ({ outcome: 'refusal', code, retrySeconds });
  if (license.licensee !== check.licensee) return refusal('licensee-mismatch');
  if (license.revokedAt) return lock('license-revoked');
  if (license.lockedAt) return lock('license-locked');
  if (license.endsAt && license.endsAt <= now) return lock(`${license.kind}-expired`);
  if (license.startsAt > now) return refusal('license-not-started');
  if (!license.products.includes(check.product)) return refusal('product-not-covered');
  if (!license.platforms.includes(check.platform)) return refusal('platform-not-covered');
  if (!license.isAppRegistered) return refusal('app-not-registered');
  return { outcome: 'lease', code: null, license };
}
