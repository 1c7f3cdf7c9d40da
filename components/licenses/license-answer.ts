import { formatDay, formatRelative } from '#components/ui/format-instant.ts';
import type { License } from '#lib/contract/licenses.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { endOfLicense } from './end-of-license.ts';

/** The first thing read on a license's page: will it keep working, and until when. */
export type LicenseAnswer = {
  headline: string;
  /** The moment that counts, shown with its exact instant before the sentence. */
  at: string | null;
  /** What happens then or has happened. */
  says: string;
  /** What to do, or that nothing needs to be done. */
  next: string;
  /** Whether the way on leads through the vendor. */
  asksVendor: boolean;
};

export function licenseAnswer(license: License, now: Instant): LicenseAnswer {
  const it = license.kind === 'trial' ? 'This trial' : 'This license';
  const { startsAt } = license;
  const endsAt = endOfLicense(license);
  const key = 'The license key stays the same.';
  switch (license.state) {
    case 'active':
      return {
        headline: endsAt === null ? `${it} works` : `${it} works until ${formatDay(endsAt, { now })}`,
        at: endsAt,
        says: endsAt === null ? 'No end is set.' : 'Scanning stops on every device then.',
        next: '',
        asksVendor: false,
      };
    case 'expiring':
    case 'scheduled':
      return {
        headline: endsAt === null ? `${it} ends soon` : `${it} ends ${formatRelative(endsAt, now)}`,
        at: endsAt,
        says:
          license.kind === 'trial'
            ? 'Scanning stops on every device then.'
            : 'Scanning stops on every device then, unless it is renewed.',
        next:
          license.kind === 'trial'
            ? `To go on, ask for production before it ends. ${key}`
            : `To go on, have it renewed before it ends. ${key}`,
        asksVendor: true,
      };
    case 'not-started':
      return {
        headline: `${it} starts ${formatRelative(startsAt, now)}`,
        at: startsAt,
        says: 'Checks are refused until then.',
        next: 'Nothing needs to be done: the first check after that is answered with a lease.',
        asksVendor: false,
      };
    case 'locked':
      return {
        headline: `${it} is locked`,
        at: null,
        says: 'A check is answered with a lock.',
        next: `Once it is unlocked, devices work again at their next check. ${key}`,
        asksVendor: true,
      };
    case 'expired':
      return {
        headline: endsAt === null ? `${it} has ended` : `${it} ended ${formatRelative(endsAt, now)}`,
        at: endsAt,
        says: 'Scanning has stopped on every device since then.',
        next:
          license.kind === 'trial'
            ? `To go on, ask for production. ${key}`
            : `To go on, have it renewed. ${key}`,
        asksVendor: true,
      };
    case 'terminated':
      return {
        headline: `${it} was terminated`,
        at: endsAt,
        says: 'Its agreement has ended, and the notice before that has run out.',
        next: 'Ask whether the agreement can be taken up again.',
        asksVendor: true,
      };
    case 'revoked':
      return {
        headline: `${it} was revoked`,
        at: null,
        says: 'Every check with this License ID is answered with a lock.',
        next: 'Start a new trial, or put the current key into the app.',
        asksVendor: true,
      };
  }
}
