/**
 * The terms of an agreement, and what of a change takes something away (product.md, Agreements).
 *
 * Bounds (`checkTerms`):
 * 1. the last day is not before the first
 * 2. lease and grace together are at most the notice, so that nothing granted lasts longer than it
 *
 * Narrower, one by one (`splitAmendment`): a product or platform less, fewer identifiers, a later first day, an earlier last
 * day, fewer notice days, a shorter lease or grace, a version cap that covers less, and a right that is taken. All else
 * (title, notice address, retry time) is neither and holds at once.
 */
import type { Platform } from '#sdk/protocol/platforms.ts';
import type { Day } from './calendar.ts';

/** The most application identifiers that can be agreed on. */
export const MAX_AGREEMENT_APPS = 10_000;

/** How many are agreed on where nothing is said: as many as a trial may have. */
export const USUAL_AGREEMENT_APPS = 100;

const DAY_SECONDS = 86_400;
const SHORTEST_SECONDS = 60;

/** What can be agreed on and changed. Seconds and days are whole numbers within the bounds of the contract. */
export type AgreementTerms = {
  title: string;
  products: readonly string[];
  platforms: readonly Platform[];
  appLimit: number;
  startsOn: Day;
  endsOn: Day;
  noticeDays: number;
  noticeAddress: string | null;
  leaseSeconds: number;
  graceSeconds: number;
  retrySeconds: number;
  versionCap: string | null;
  offline: boolean;
  proxy: boolean;
};

/** Some of the terms, with the values they shall have. */
export type TermsChange = { [name in keyof AgreementTerms]?: AgreementTerms[name] | undefined };

/** A term that is out of bounds: a JSON pointer into the input, and what is wrong with it. */
export type TermError = { pointer: string; detail: string };

/** What is wrong with terms as a whole; empty when they can be agreed on. */
export function checkTerms(terms: AgreementTerms): TermError[] {
  const errors: TermError[] = [];
  if (terms.endsOn < terms.startsOn) {
    errors.push({ pointer: '/endsOn', detail: `The last day is before the first, ${terms.startsOn}.` });
  }
  const longest = terms.noticeDays * DAY_SECONDS;
  if (terms.leaseSeconds + terms.graceSeconds > longest) {
    errors.push({
      pointer: '/graceSeconds',
      detail: `Lease and grace together are at most the notice: ${longest} s for ${terms.noticeDays === 1 ? 'a day' : `${terms.noticeDays} days`}. They are ${terms.leaseSeconds + terms.graceSeconds} s.`,
    });
  }
  return errors;
}

/** What the catalogue says of a product, as far as it bears on an agreement. */
export type ProductSeconds = { leaseSeconds: number; graceSeconds: number; retrySeconds: number };

/** Lease, grace and retry where they are not agreed on: the shortest of the products', bounded by the notice. */
export function defaultSeconds(
  products: readonly ProductSeconds[],
  noticeDays: number,
  given: { leaseSeconds?: number | undefined; graceSeconds?: number | undefined } = {},
): ProductSeconds {
  const room = noticeDays * DAY_SECONDS;
  const shortest = (name: keyof ProductSeconds) => Math.min(...products.map((product) => product[name]));
  // With a notice of a day or two half of it is left to grace: without any, a device offline would stop with its lease.
  const leaseSeconds =
    given.leaseSeconds ??
    Math.min(
      shortest('leaseSeconds'),
      given.graceSeconds === undefined ? room / 2 : room - given.graceSeconds,
    );
  const graceSeconds = given.graceSeconds ?? Math.min(shortest('graceSeconds'), room - leaseSeconds);
  return {
    leaseSeconds: Math.max(SHORTEST_SECONDS, Math.floor(leaseSeconds)),
    graceSeconds: Math.max(SHORTEST_SECONDS, Math.floor(graceSeconds)),
    retrySeconds: shortest('retrySeconds'),
  };
}

/** An amendment in two: what holds at once, and the terms that take something away, as they will be. */
export type SplitAmendment = { atOnce: TermsChange; byNotice: TermsChange };

/**
 * Splits a change of `terms`. A list that both gains and loses is in both: `atOnce` it has what it had and what it gains.
 * What is as it was is in neither. `isInForce` false (nothing has begun and nothing is licensed): all of it holds at once.
 */
export function splitAmendment(
  terms: AgreementTerms,
  change: TermsChange,
  isInForce: boolean,
): SplitAmendment {
  const atOnce: Record<string, unknown> = {};
  const byNotice: Record<string, unknown> = {};
  for (const name of TERM_NAMES) {
    const wanted = change[name];
    if (wanted === undefined || isSame(terms[name], wanted)) continue;
    if (!isInForce || !isNarrower(terms, change, name)) {
      atOnce[name] = wanted;
      continue;
    }
    byNotice[name] = wanted;
    const gained = listGained(terms, change, name);
    if (gained) atOnce[name] = gained;
  }
  return { atOnce, byNotice };
}

export const TERM_NAMES = [
  'title',
  'products',
  'platforms',
  'appLimit',
  'startsOn',
  'endsOn',
  'noticeDays',
  'noticeAddress',
  'leaseSeconds',
  'graceSeconds',
  'retrySeconds',
  'versionCap',
  'offline',
  'proxy',
] as const satisfies readonly (keyof AgreementTerms)[];

/** Terms with a change applied. */
export function changedTerms(terms: AgreementTerms, change: TermsChange): AgreementTerms {
  const changed: Record<string, unknown> = { ...terms };
  for (const name of TERM_NAMES) if (change[name] !== undefined) changed[name] = change[name];
  return changed as AgreementTerms;
}

function isNarrower(terms: AgreementTerms, change: TermsChange, name: keyof AgreementTerms): boolean {
  const { products, platforms, versionCap } = change;
  switch (name) {
    case 'products':
      return products !== undefined && terms.products.some((product) => !products.includes(product));
    case 'platforms':
      return platforms !== undefined && terms.platforms.some((platform) => !platforms.includes(platform));
    case 'appLimit':
    case 'noticeDays':
    case 'leaseSeconds':
    case 'graceSeconds':
      return (change[name] ?? terms[name]) < terms[name];
    case 'startsOn':
      return (change.startsOn ?? terms.startsOn) > terms.startsOn;
    case 'endsOn':
      return (change.endsOn ?? terms.endsOn) < terms.endsOn;
    case 'versionCap':
      return versionCap !== undefined && coversLess(terms.versionCap, versionCap);
    case 'offline':
    case 'proxy':
      return terms[name] && change[name] === false;
    case 'title':
    case 'noticeAddress':
    case 'retrySeconds':
      return false;
  }
}

/** Whether some version that lies within the cap `from` lies beyond `to`; null is no cap. */
export function coversLess(from: string | null, to: string | null): boolean {
  if (to === null) return false;
  if (from === null) return true;
  const before = from.split('.').map(Number);
  for (const [index, limit] of to.split('.').map(Number).entries()) {
    const had = before[index];
    if (had === undefined || had > limit) return true;
    if (had < limit) return false;
  }
  return false;
}

function listGained(terms: AgreementTerms, change: TermsChange, name: keyof AgreementTerms): string[] | null {
  if (name !== 'products' && name !== 'platforms') return null;
  const had: readonly string[] = terms[name];
  const gained = (change[name] ?? []).filter((one) => !had.includes(one));
  return gained.length > 0 ? [...had, ...gained] : null;
}

function isSame(had: unknown, wanted: unknown): boolean {
  if (!Array.isArray(had) || !Array.isArray(wanted)) return had === wanted;
  return had.length === wanted.length && had.every((one) => wanted.includes(one));
}
