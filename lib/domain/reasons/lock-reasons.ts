import type { LockCode } from '#sdk/protocol/codes.ts';
import type { Reason } from './reason.ts';

/** What people read about each reason of a lock. */
export const LOCK_REASONS: Record<LockCode, Reason> = {
  'license-revoked': {
    title: 'License revoked',
    says: 'This License ID was revoked: its trial was withdrawn, or its key was replaced by another.',
    fix: 'Put the current license key of this license into the app, or start a new trial.',
    who: 'developer',
    retryHelps: false,
  },
  'agreement-terminated': {
    title: 'Agreement terminated',
    says: 'The agreement behind this license was terminated, and the notice period has ended.',
    fix: 'Ask sales whether the agreement can be taken up again. Devices work again at their next check.',
    who: 'sales',
    retryHelps: false,
  },
  'license-locked': {
    title: 'License locked',
    says: 'The vendor has locked this license. The reason is on its page on the dashboard.',
    fix: 'Read the reason on the dashboard and ask for an unlock there. Devices notice it within minutes.',
    who: 'support',
    retryHelps: true,
  },
  'trial-expired': {
    title: 'Trial expired',
    says: 'This trial has reached its end.',
    fix: 'Ask for production: the license key stays the same. Or create a new trial, with a key of its own.',
    who: 'developer',
    retryHelps: false,
  },
  'license-expired': {
    title: 'License expired',
    says: 'This license has reached its own last day; the agreement behind it may go on.',
    fix: 'Ask sales to renew the license. The license key stays the same.',
    who: 'sales',
    retryHelps: false,
  },
  'agreement-expired': {
    title: 'Agreement expired',
    says: 'The agreement behind this license has expired, after the notice that announced it.',
    fix: 'Ask sales to renew the agreement. The license key stays the same; devices work at their next check.',
    who: 'sales',
    retryHelps: false,
  },
};
