import { type AgreementTerms, TERM_NAMES, type TermsChange } from './agreement-terms.ts';

const LABELS: Readonly<Record<keyof AgreementTerms, string>> = {
  title: 'Title',
  products: 'Products',
  platforms: 'Platforms',
  appLimit: 'Application identifiers',
  startsOn: 'First day',
  endsOn: 'Last day',
  noticeDays: 'Notice in days',
  noticeAddress: 'Notice address',
  leaseSeconds: 'Lease in seconds',
  graceSeconds: 'Grace in seconds',
  retrySeconds: 'Retry in seconds',
  versionCap: 'Covered up to version',
  offline: 'Offline lease files',
  proxy: 'Proxy',
};

/** What changes, a line a term, for the customer: where sales write nothing themselves. */
export function sayTerms(terms: AgreementTerms, change: TermsChange): string {
  const lines = TERM_NAMES.flatMap((name) => {
    const wanted = change[name];
    return wanted === undefined ? [] : [`${LABELS[name]}: ${say(wanted)} (so far ${say(terms[name])})`];
  });
  return ['These terms of the agreement change:', ...lines].join('\n');
}

function say(value: AgreementTerms[keyof AgreementTerms]): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'allowed' : 'not allowed';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
