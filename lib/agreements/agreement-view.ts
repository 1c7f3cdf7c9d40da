import type { NoticeRow } from '#db/queries/agreement-notices.ts';
import type { AgreementRow, AgreementUse } from '#db/queries/agreements.ts';
import type { AgreementTerms, TermsChange } from '#lib/domain/agreement-terms.ts';
import { TERM_NAMES } from '#lib/domain/agreement-terms.ts';
import { type AgreementState, agreementState, expiryNoticeDueAt } from '#lib/domain/agreements.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { EndingCause } from '#lib/domain/license.ts';
import { installation } from '#lib/platform/installation.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';

type Served = { noticeServedAt: string | null; effectiveAt: string | null };

/** An agreement as the management API gives it (interface.md), with its state at this moment. */
export type AgreementView = Omit<AgreementTerms, 'products' | 'platforms'> & {
  number: string;
  team: string;
  teamName: string;
  products: string[];
  platforms: Platform[];
  state: AgreementState;
  endsAt: string | null;
  termination: ({ cause: Exclude<EndingCause, 'agreement-expired'> } & Served) | null;
  startsAt: string;
  lastInstantAt: string;
  expiry: { noticeDueAt: string; heldUntil: string | null } & Served;
  amendment: ({ notice: string; terms: TermsView } & Served) | null;
  licenses: number;
  apps: number;
  createdAt: string;
  version: number;
};

/** Some of the terms as the management API gives them. */
export type TermsView = { [name in keyof AgreementTerms]?: AgreementView[name] };

/** The vendor's time zone: days of agreements are its days. */
export function vendorZone(): string {
  return installation().config.vendor.timeZone;
}

/** The terms that an agreement's row has now. */
export function termsOf(row: AgreementRow): AgreementTerms {
  const { title, products, platforms, appLimit, startsOn, endsOn, noticeDays, noticeAddress } = row;
  const { leaseSeconds, graceSeconds, retrySeconds, versionCap, offline, proxy } = row;
  return {
    title,
    products,
    platforms,
    appLimit,
    startsOn,
    endsOn,
    noticeDays,
    noticeAddress,
    leaseSeconds,
    graceSeconds,
    retrySeconds,
    versionCap,
    offline,
    proxy,
  };
}

/** The terms that an amendment changes, as its notice holds them: written by us in the form of `TermsChange`. */
export function amendedTerms({ terms }: Pick<NoticeRow, 'terms'>): TermsChange {
  return Object.fromEntries(
    TERM_NAMES.flatMap((name) => (terms && name in terms ? [[name, terms[name]]] : [])),
  );
}

/** Terms on their way out: lists of their own, so that no row is given away. */
export function viewTerms(change: TermsChange): TermsView {
  const { products, platforms, ...rest } = change;
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(given),
    ...(products && { products: [...products] }),
    ...(platforms && { platforms: [...platforms] }),
  };
}

/** `standing` are the notices of the agreement that count (`listStandingNotices`); `use` is what is issued under it. */
export function viewAgreement(
  row: AgreementRow,
  { standing, use, now }: { standing: readonly NoticeRow[]; use: AgreementUse | undefined; now: Instant },
): AgreementView {
  const termination = standing.findLast(isTermination);
  const expiry = standing.findLast(({ cause }) => cause === 'agreement-expired');
  const amendment = standing.findLast(({ cause }) => cause === 'amendment');
  const { products, platforms, ...terms } = termsOf(row);
  return {
    number: row.number,
    team: row.team,
    teamName: row.teamName,
    products: [...products],
    platforms: [...platforms],
    ...terms,
    state: stateOf(row, now),
    endsAt: row.endingEffectiveAt?.toISOString() ?? null,
    termination: termination ? { cause: termination.cause, ...servedOf(termination) } : null,
    startsAt: row.startsAt.toISOString(),
    lastInstantAt: row.lastInstantAt.toISOString(),
    expiry: {
      noticeDueAt: new Date(expiryNoticeDueAt({ ...row, zone: vendorZone() })).toISOString(),
      ...servedOf(expiry),
      heldUntil: row.heldUntil?.toISOString() ?? null,
    },
    amendment: amendment
      ? { notice: amendment.id, terms: viewTerms(amendedTerms(amendment)), ...servedOf(amendment) }
      : null,
    licenses: use?.licenses ?? 0,
    apps: use?.apps ?? 0,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  };
}

/** The state of an agreement at `now`, from its row. */
export function stateOf(row: AgreementRow, now: Instant): AgreementState {
  const ending =
    row.endingCause && row.endingEffectiveAt
      ? { cause: row.endingCause, effectiveAt: row.endingEffectiveAt.getTime() }
      : null;
  return agreementState(
    { startsAt: row.startsAt.getTime(), lastInstantAt: row.lastInstantAt.getTime(), ending },
    now,
  );
}

/** Whether a notice is one that sales gave of an ending. */
export function isTermination<N extends { cause: NoticeRow['cause'] }>(
  notice: N,
): notice is N & { cause: 'material-breach' | 'agreement-terminated' } {
  return notice.cause === 'material-breach' || notice.cause === 'agreement-terminated';
}

function servedOf(notice: NoticeRow | undefined): Served {
  return {
    noticeServedAt: notice?.servedAt?.toISOString() ?? null,
    effectiveAt: notice?.effectiveAt?.toISOString() ?? null,
  };
}
