/**
 * Which running trials are worth a salesperson's call (product.md, Licenses; ui.md, staff home). Signs, in this order:
 *
 * 1. tried-before     another team has tried one of its identifiers before: worth a call by itself, and told to sales alone
 * 2. checks-rising    at least 20 checks in the last 7 days, and a quarter more than in the 7 before
 * 3. colleagues       at least two people of the team work on it
 * 4. real-identifier  a device has leased for an identifier that is neither localhost nor an example
 *
 * Without the first, two of the others are needed. Of two trials the one with more signs is first, then the one with more
 * checks, then the one that ends sooner.
 */
import type { Platform } from '#sdk/protocol/platforms.ts';
import type { Instant } from './instant.ts';

export const CALL_SIGNS = ['tried-before', 'checks-rising', 'colleagues', 'real-identifier'] as const;
export type CallSign = (typeof CALL_SIGNS)[number];

/** So few checks rise and fall by chance. */
export const LEAST_CHECKS = 20;
const RISE = 1.25;
/** So many people are colleagues. */
export const COLLEAGUES = 2;

export type TrialInUse = {
  endsAt: Instant;
  /** Checks of the last 7 days, and of the 7 before. */
  checks: number;
  checksBefore: number;
  /** People who made it, registered its identifiers or are developers of its team. */
  colleagues: number;
  /** Identifiers that a device leased for in the last 7 days. */
  leasedApps: readonly { platform: Platform; value: string }[];
  /** Its identifiers that another team registered before. */
  triedBefore: readonly string[];
};

/** The signs of a trial, in their order; empty when it is not worth a call. */
export function callSigns(trial: TrialInUse): CallSign[] {
  const isRising = trial.checks >= LEAST_CHECKS && trial.checks >= trial.checksBefore * RISE;
  const signs: Record<CallSign, boolean> = {
    'tried-before': trial.triedBefore.length > 0,
    'checks-rising': isRising,
    colleagues: trial.colleagues >= COLLEAGUES,
    'real-identifier': trial.leasedApps.some(({ platform, value }) => !isPlaceholder(platform, value)),
  };
  const seen = CALL_SIGNS.filter((sign) => signs[sign]);
  return signs['tried-before'] || seen.length >= 2 ? seen : [];
}

/** The order in which trials are called about. */
export function byWorth<T extends TrialInUse & { signs: readonly CallSign[] }>(a: T, b: T): number {
  return b.signs.length - a.signs.length || b.checks - a.checks || a.endsAt - b.endsAt;
}

/**
 * Whether an identifier says nothing about who uses it: a loopback name, or the example that tools and documents begin
 * with. Such identifiers are everybody's, so that nobody has tried them before.
 */
export function isPlaceholder(platform: Platform, value: string): boolean {
  const text = value.toLowerCase();
  if (platform === 'browser')
    return (
      /(^|\.)(localhost|example|test|invalid)$/.test(text) ||
      /(^|\.)example\.(com|net|org)$/.test(text) ||
      text === '127.0.0.1' ||
      text === '[::1]'
    );
  return /^(com|org|net)\.(example|mycompany|yourcompany)(\.|$)/.test(text);
}
