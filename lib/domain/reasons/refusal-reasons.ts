import type { RefusalCode } from '#sdk/protocol/codes.ts';
import type { Reason } from './reason.ts';

/** What people read about each reason of a refusal. */
export const REFUSAL_REASONS: Record<RefusalCode, Reason> = {
  'license-unknown': {
    title: 'License unknown',
    says: 'No license has this License ID. The license key may come from another vendor or installation.',
    fix: 'Compare the License ID with the one on the dashboard, and put that license key into the app.',
    who: 'developer',
    retryHelps: false,
  },
  'licensee-mismatch': {
    title: 'Licensee does not match',
    says: 'The licensee that the app sends is not the one named in the license; every character and case counts.',
    fix: 'Use the license key as it is copied from the dashboard: it holds the licensee in the right spelling.',
    who: 'developer',
    retryHelps: false,
  },
  'license-not-started': {
    title: 'License not started',
    says: 'The first day of this license has not come yet.',
    fix: 'Wait for its first day, which the dashboard shows, or ask sales to start it earlier.',
    who: 'sales',
    retryHelps: true,
  },
  'product-not-covered': {
    title: 'Product not covered',
    says: 'The license does not cover the product that the app runs.',
    fix: 'Add the product to the trial, or ask sales to add it to the agreement.',
    who: 'developer',
    retryHelps: false,
  },
  'platform-not-covered': {
    title: 'Platform not covered',
    says: 'The license does not cover the platform that the app runs on.',
    fix: 'Add the platform to the trial, or ask sales to add it to the agreement.',
    who: 'developer',
    retryHelps: false,
  },
  'version-not-covered': {
    title: 'Version not covered',
    says: 'The agreement covers this product only up to an earlier version.',
    fix: 'Ship a version that is covered, or ask sales to raise the version cap.',
    who: 'sales',
    retryHelps: false,
  },
  'app-not-registered': {
    title: 'Application identifier not registered',
    says: 'The application that asks is not among the identifiers registered for this license.',
    fix: 'Register the identifier on the dashboard. It counts from the next check on.',
    who: 'developer',
    retryHelps: false,
  },
};
