/**
 * What has been typed into the form for an agreement's terms, whatever it is worth. Fields that may be left empty say what
 * holds then; the rules of what can be agreed on are those of `lib/domain/agreement-terms`.
 */
import { formatDuration } from '#components/ui/format-duration.ts';
import type { Product } from '#lib/contract/products.ts';
import {
  checkTerms,
  defaultSeconds,
  MAX_AGREEMENT_APPS,
  USUAL_AGREEMENT_APPS,
} from '#lib/domain/agreement-terms.ts';
import { MAX_NOTICE_DAYS } from '#lib/domain/agreements.ts';
import { addDays, type Day, dayOf } from '#lib/domain/calendar.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { isVersionCap } from '#lib/domain/version-cap.ts';
import { PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';
import { nextYear } from './next-year.ts';
import { readDuration } from './read-duration.ts';
import type { TermName, Terms } from './term-words.ts';

export type TermsDraft = Record<Exclude<TermName, 'products' | 'platforms' | 'offline' | 'proxy'>, string> & {
  products: readonly string[];
  platforms: readonly Platform[];
  offline: boolean;
  proxy: boolean;
};

export type TermsReading = {
  /** All terms, with what holds where a field is empty; null while something is wrong. */
  terms: Terms | null;
  errors: Partial<Record<TermName, string>>;
  /** What holds where these are left empty. */
  defaults: { leaseSeconds: number; graceSeconds: number; retrySeconds: number };
};

/** A year from today, with a notice of 30 days and the proxy allowed. */
export function emptyTerms(zone: string, now: Instant): TermsDraft {
  const today = dayOf(now, zone);
  return {
    title: '',
    products: [],
    platforms: [],
    appLimit: '',
    startsOn: today,
    endsOn: addDays(nextYear(today), -1),
    noticeDays: '30',
    noticeAddress: '',
    leaseSeconds: '',
    graceSeconds: '',
    retrySeconds: '',
    versionCap: '',
    offline: false,
    proxy: true,
  };
}

/** The terms of an agreement, to be changed or copied. */
export function draftOf(agreement: Terms): TermsDraft {
  return {
    ...agreement,
    appLimit: String(agreement.appLimit),
    noticeDays: String(agreement.noticeDays),
    noticeAddress: agreement.noticeAddress ?? '',
    leaseSeconds: formatDuration(agreement.leaseSeconds),
    graceSeconds: formatDuration(agreement.graceSeconds),
    retrySeconds: formatDuration(agreement.retrySeconds),
    versionCap: agreement.versionCap ?? '',
  };
}

/** Reads the draft as the server will, as far as it can be known here. */
export function readTerms(draft: TermsDraft, catalogue: readonly Product[]): TermsReading {
  const errors: TermsReading['errors'] = {};
  const whole = (name: 'appLimit' | 'noticeDays', most: number, empty: number | null): number => {
    const typed = draft[name].trim();
    if (typed === '' && empty !== null) return empty;
    const value = /^\d{1,6}$/.test(typed) ? Number(typed) : 0;
    if (value < 1 || value > most) errors[name] = `A whole number from 1 to ${most.toLocaleString('en')}.`;
    return value;
  };
  const seconds = (name: 'leaseSeconds' | 'graceSeconds' | 'retrySeconds', most: number) => {
    if (draft[name].trim() === '') return undefined;
    const value = readDuration(draft[name]);
    if (value === null) errors[name] = 'A duration looks like 24 h, 3 days, 15 min or 300 s.';
    else if (value < 60 || value > most) errors[name] = `From 60 s to ${formatDuration(most)}.`;
    return value ?? undefined;
  };
  const day = (name: 'startsOn' | 'endsOn'): Day => {
    if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(draft[name])) errors[name] = 'Choose a day.';
    return draft[name];
  };

  const noticeDays = whole('noticeDays', MAX_NOTICE_DAYS, null);
  const leaseSeconds = seconds('leaseSeconds', 2_592_000);
  const graceSeconds = seconds('graceSeconds', 2_592_000);
  const retrySeconds = seconds('retrySeconds', 86_400);
  const chosen = catalogue.filter(({ name }) => draft.products.includes(name));
  const basis = chosen.length > 0 ? chosen : catalogue;
  const defaults = defaultSeconds(basis, Math.max(1, noticeDays), { leaseSeconds, graceSeconds });
  if (draft.products.length === 0) errors.products = 'Choose at least one product.';
  if (draft.platforms.length === 0) errors.platforms = 'Choose at least one platform.';
  const versionCap = draft.versionCap.trim();
  if (versionCap !== '' && !isVersionCap(versionCap))
    errors.versionCap = 'A version cap is up to four numbers with dots, like 7 or 7.8.';
  const noticeAddress = draft.noticeAddress.trim();
  if (noticeAddress !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(noticeAddress))
    errors.noticeAddress = 'This is no mail address.';

  const terms: Terms = {
    title: draft.title.trim() === '' ? draft.products.join(' + ') : draft.title.trim(),
    products: [...draft.products],
    platforms: PLATFORMS.filter((platform) => draft.platforms.includes(platform)),
    appLimit: whole('appLimit', MAX_AGREEMENT_APPS, USUAL_AGREEMENT_APPS),
    startsOn: day('startsOn'),
    endsOn: day('endsOn'),
    noticeDays,
    noticeAddress: noticeAddress === '' ? null : noticeAddress,
    leaseSeconds: leaseSeconds ?? defaults.leaseSeconds,
    graceSeconds: graceSeconds ?? defaults.graceSeconds,
    retrySeconds: retrySeconds ?? defaults.retrySeconds,
    versionCap: versionCap === '' ? null : versionCap,
    offline: draft.offline,
    proxy: draft.proxy,
  };
  if (errors.startsOn === undefined && errors.endsOn === undefined && errors.noticeDays === undefined)
    for (const { pointer, detail } of checkTerms(terms)) {
      if (pointer === '/endsOn') errors.endsOn ??= detail;
      if (pointer === '/graceSeconds') errors.graceSeconds ??= tooLong(terms);
    }
  return { terms: Object.keys(errors).length === 0 ? terms : null, errors, defaults };
}

/** Nothing granted lasts longer than the notice; said with what to change. */
function tooLong({ leaseSeconds, graceSeconds, noticeDays }: Terms): string {
  const room = noticeDays * 86_400 - leaseSeconds;
  const fix =
    room >= 60
      ? `At most ${formatDuration(room)} of grace, or a longer notice.`
      : 'Shorten the lease, or agree on a longer notice.';
  return `Lease and grace together are ${hours(leaseSeconds + graceSeconds)}, the notice is ${hours(noticeDays * 86_400)}. Nothing granted may last longer than the notice. ${fix}`;
}

function hours(seconds: number): string {
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${seconds} s`;
}

/** The terms that differ from what was agreed on. */
export function changedBy(terms: Terms, before: Terms): Partial<Terms> {
  const changed = Object.entries(terms).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as TermName]),
  );
  return Object.fromEntries(changed);
}
