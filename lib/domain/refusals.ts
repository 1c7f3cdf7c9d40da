/**
 * Refused checks, grouped by reason and offending value (product.md, Checks and leases):
 *
 * - app-not-registered     by identifier and platform, with the registered one that it resembles
 * - product-not-covered    by product
 * - platform-not-covered   by platform
 * - version-not-covered    by product and version
 * - licensee-mismatch, license-not-started   by the identifier that asked: what was sent is not counted
 */
import type { RefusalCode } from '#sdk/protocol/codes.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { type CountedKind, countedRequest } from './counted-request.ts';
import { explain } from './explain.ts';
import type { Instant } from './instant.ts';
import type { LicenseFacts } from './license.ts';
import { type NearMiss, nearMiss } from './near-misses.ts';

/** Refused checks that were alike. `since` is the beginning of the first hour in which there was one. */
export type RefusedKind = CountedKind & { code: RefusalCode; count: number; since: Instant; lastAt: Instant };

/** Refused checks with one reason and one offending value. */
export type RefusalGroup = {
  code: RefusalCode;
  /** What does not fit: an identifier, product, platform or version; for the others the identifier that asked. */
  value: string;
  /** The platform it came from; null when from several. */
  platform: Platform | null;
  count: number;
  since: Instant;
  lastAt: Instant;
  /** What would have passed, as the license is now. */
  expected: string;
  /** The identifiers that asked, most frequent first, ten at most. */
  apps: string[];
  nearMiss: NearMiss | null;
  /** The rule that failed would pass now: it was put right after the last of them. */
  isFixed: boolean;
};

/** The most groups that are told: nobody reads more, and strangers can send what they like. */
const MOST_GROUPS = 100;

/** The most pairs of a refused and a registered identifier that are compared for one answer: some 100 ms. */
const MOST_COMPARED = 250_000;

/**
 * Groups refused checks of a license, the 100 most frequent, those that are still refused first, then by number. `license.apps` must hold all
 * of its identifiers. Whether a licensee or a first day was put right is not known from counts: these stay as they are.
 */
export function groupRefusals(
  license: LicenseFacts,
  kinds: readonly RefusedKind[],
  now: Instant,
): RefusalGroup[] {
  const groups = [...Map.groupBy(kinds, (kind) => `${kind.code} ${keyOf(kind)}`).values()]
    .map((alike) => ({ alike, count: sumOf(alike) }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_GROUPS);
  const compared = MOST_COMPARED / Math.max(1, license.apps.length);
  return groups
    .map(({ alike }, nth) => groupOf(license, alike, { now, isCompared: nth < compared }))
    .sort((a, b) => Number(a.isFixed) - Number(b.isFixed) || b.count - a.count || b.lastAt - a.lastAt);
}

function groupOf(
  license: LicenseFacts,
  alike: readonly RefusedKind[],
  { now, isCompared }: { now: Instant; isCompared: boolean },
): RefusalGroup {
  const byCount = alike.toSorted((a, b) => b.count - a.count);
  const [first] = byCount;
  if (first === undefined) throw new Error('a group of refusals has at least one');
  const { code, platform } = first;
  const { steps } = explain(license, countedRequest(license, first), now);
  const step = steps.find(({ rule }) => rule === RULE_OF[code]);
  const isKnownNow = code !== 'licensee-mismatch';
  return {
    code,
    value: offending(first),
    platform: alike.every((one) => one.platform === platform) ? platform : null,
    count: sumOf(alike),
    since: Math.min(...alike.map(({ since }) => since)),
    lastAt: Math.max(...alike.map(({ lastAt }) => lastAt)),
    expected: step?.expected ?? '',
    apps: [...new Set(byCount.map(({ app }) => app))].slice(0, 10),
    nearMiss:
      code === 'app-not-registered' && isCompared ? nearMiss(platform, first.app, license.apps) : null,
    isFixed: isKnownNow && step?.passed === true,
  };
}

function sumOf(alike: readonly RefusedKind[]): number {
  return alike.reduce((sum, { count }) => sum + count, 0);
}

const RULE_OF: Record<RefusalCode, string> = {
  'license-unknown': 'license-known',
  'licensee-mismatch': 'licensee',
  'license-not-started': 'started',
  'product-not-covered': 'product',
  'platform-not-covered': 'platform',
  'version-not-covered': 'version',
  'app-not-registered': 'app',
};

function offending({ code, app, product, platform, version }: RefusedKind): string {
  if (code === 'product-not-covered') return product;
  if (code === 'platform-not-covered') return platform;
  if (code === 'version-not-covered') return `${product} ${version}`;
  return app;
}

function keyOf(kind: RefusedKind): string {
  return kind.code === 'app-not-registered' ? `${kind.platform} ${kind.app}` : offending(kind);
}
