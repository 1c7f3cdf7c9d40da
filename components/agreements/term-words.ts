import { PLATFORM_WORDS } from '#components/licenses/platform-words.ts';
import { formatDuration } from '#components/ui/format-duration.ts';
import { formatNumber } from '#components/ui/format-number.ts';
import type { Agreement, AmendmentPreview } from '#lib/contract/agreements.ts';
import { TERM_NAMES } from '#lib/domain/agreement-terms.ts';
import { sayDay } from './say-moment.ts';

export type TermName = (typeof TERM_NAMES)[number];
/** The terms of an agreement as its answer has them. */
export type Terms = Pick<Agreement, TermName>;
export type SomeTerms = AmendmentPreview['atOnce'];

/** How pages name each term. */
export const TERM_LABELS: Record<TermName, string> = {
  title: 'Title',
  products: 'Products',
  platforms: 'Platforms',
  appLimit: 'Application identifiers',
  startsOn: 'First day',
  endsOn: 'Last day',
  noticeDays: 'Notice',
  noticeAddress: 'Notice address',
  leaseSeconds: 'Lease',
  graceSeconds: 'Grace',
  retrySeconds: 'Retry when locked',
  versionCap: 'Versions',
  offline: 'Offline lease files',
  proxy: 'Proxy',
};

/** What a term says, in words. */
export function sayTerm(name: TermName, terms: SomeTerms, now: number): string {
  const { products, platforms, appLimit, noticeDays, leaseSeconds, graceSeconds, retrySeconds } = terms;
  switch (name) {
    case 'title':
      return terms.title ?? '';
    case 'products':
      return (products ?? []).join(', ');
    case 'platforms':
      return (platforms ?? []).map((platform) => PLATFORM_WORDS[platform].name).join(', ');
    case 'appLimit':
      return formatNumber(appLimit ?? 0);
    case 'startsOn':
    case 'endsOn':
      return sayDay(terms[name] ?? '', now);
    case 'noticeDays':
      return noticeDays === 1 ? 'a day' : `${noticeDays} days`;
    case 'noticeAddress':
      return terms.noticeAddress ?? 'none';
    case 'leaseSeconds':
      return formatDuration(leaseSeconds ?? 0);
    case 'graceSeconds':
      return formatDuration(graceSeconds ?? 0);
    case 'retrySeconds':
      return formatDuration(retrySeconds ?? 0);
    case 'versionCap':
      return terms.versionCap === null ? 'every version' : `up to ${terms.versionCap}`;
    case 'offline':
    case 'proxy':
      return terms[name] ? 'allowed' : 'not allowed';
  }
}

/** The terms that are named in a change, in the order in which they are shown. */
export function namedTerms(change: SomeTerms): TermName[] {
  return TERM_NAMES.filter((name) => change[name] !== undefined);
}
