import type { Tx } from '#db/client.ts';
import { listStandingNotices, type NoticeRow } from '#db/queries/agreement-notices.ts';
import { type AgreementRow, listAgreementLicenses } from '#db/queries/agreements.ts';
import { findProducts } from '#db/queries/products.ts';
import {
  changedTerms,
  checkTerms,
  type SplitAmendment,
  splitAmendment,
  TERM_NAMES,
  type TermsChange,
} from '#lib/domain/agreement-terms.ts';
import { dayOf } from '#lib/domain/calendar.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { currentNames } from '#lib/domain/product-names.ts';
import { type Failure, failed } from '#lib/use-case.ts';
import { productErrors } from './agreed-products.ts';
import { amendedTerms, stateOf, termsOf, vendorZone } from './agreement-view.ts';
import { wrong } from './locate-agreement.ts';

export type PlannedAmendment = SplitAmendment & { ok: true };

/**
 * What an amendment would do: what holds at once, and what waits for a served notice. Or why it cannot be made:
 * `invalid-input` for terms that cannot be agreed on, `conflict` where something else is under way.
 */
export async function planAmendment(
  tx: Tx,
  row: AgreementRow,
  { change: asked, now }: { change: TermsChange; now: Instant },
): Promise<PlannedAmendment | Failure<'invalid-input' | 'conflict'>> {
  const terms = termsOf(row);
  const rows = await findProducts(tx, [...terms.products, ...(asked.products ?? [])]);
  const change = asked.products
    ? { ...asked, products: [...new Set(currentNames(asked.products, rows))] }
    : asked;
  const standing = await listStandingNotices(tx, [row.id]);
  const licenses = await listAgreementLicenses(tx, row.id);
  const isInForce = row.startsAt.getTime() <= now || licenses.length > 0;
  const split = splitAmendment(terms, change, isInForce);
  const conflict = conflictOf(row, { split, standing, now });
  if (conflict) return failed('conflict', conflict);

  const today = dayOf(now, vendorZone());
  const endsOn = split.byNotice.endsOn ?? split.atOnce.endsOn;
  if (endsOn !== undefined && endsOn < today)
    return wrong('/endsOn', `This day has passed: today is ${today}.`);
  const pending = standing.find(({ cause }) => cause === 'amendment');
  const atOnce = changedTerms(terms, split.atOnce);
  const inTheEnd = changedTerms(atOnce, { ...(pending && amendedTerms(pending)), ...split.byNotice });
  const errors = [
    ...(change.products || change.platforms ? productErrors(inTheEnd, rows, terms.products) : []),
    ...checkTerms(atOnce),
    ...checkTerms(inTheEnd),
  ];
  if (errors[0]) return failed('invalid-input', errors[0].detail, errors);
  const emptied = licenses.find(
    (license) =>
      license.replacedBy === null &&
      (!license.products.some((one) => inTheEnd.products.includes(one)) ||
        !license.platforms.some((one) => inTheEnd.platforms.includes(one))),
  );
  if (emptied) {
    return failed(
      'conflict',
      `${emptied.id} would cover nothing any more. An amendment takes something away, it does not end a license: terminate the agreement, or leave it a product and a platform.`,
    );
  }
  return { ok: true, ...split };
}

type Facts = { split: SplitAmendment; standing: readonly NoticeRow[]; now: Instant };

function conflictOf(row: AgreementRow, { split, standing, now }: Facts): string | null {
  const state = stateOf(row, now);
  if (state === 'terminated' || state === 'expired') return 'This agreement has ended. Renew it first.';
  const pending = standing.find(({ cause }) => cause === 'amendment');
  const touched = TERM_NAMES.filter((name) => name in split.atOnce || name in split.byNotice);
  if (pending) {
    if (Object.keys(split.byNotice).length > 0) {
      return 'An amendment that takes something away waits for its moment already. Cancel it first to make another.';
    }
    const both = touched.find((name) => name in amendedTerms(pending));
    if (both) return `An amendment that waits for its moment changes ${both} too. Cancel it first.`;
  }
  const isLater = split.atOnce.endsOn !== undefined && split.atOnce.endsOn > row.endsOn;
  return isLater && standing.some(({ cause }) => cause === 'agreement-expired')
    ? 'Notice of the expiry was given already: renew the agreement to have it end later.'
    : null;
}
