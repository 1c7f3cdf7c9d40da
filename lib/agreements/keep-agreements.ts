import { database, type Tx } from '#db/client.ts';
import {
  findNotice,
  listAcceptedUnserved,
  listNoticesToApply,
  listStandingNotices,
  listUntoldNotices,
  updateNotice,
} from '#db/queries/agreement-notices.ts';
import { type AgreementRow, listUnnoticedExpiries, lockAgreementForSystem } from '#db/queries/agreements.ts';
import { findProducts } from '#db/queries/products.ts';
import type { TermsChange } from '#lib/domain/agreement-terms.ts';
import { expiryNoticeDueAt } from '#lib/domain/agreements.ts';
import { dayOf } from '#lib/domain/calendar.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { currentNames } from '#lib/domain/product-names.ts';
import { log } from '#lib/platform/log.ts';
import { done, failed, SYSTEM, useCase } from '#lib/use-case.ts';
import { amendedTerms, vendorZone, viewTerms } from './agreement-view.ts';
import { changeTerms } from './change-terms.ts';
import { giveNotice, tellOfNotice } from './give-notice.ts';
import { agreementSubject } from './locate-agreement.ts';
import { serveNotice } from './serve-notice.ts';

/** Read at once. */
const BATCH = 200;

/**
 * What happens to agreements by itself: expiry notices that are due, notices whose moment has come, and mails of notices
 * for who came later or was not reached. Asked by the clock, as often as one likes: what was done is not done again, and
 * what was missed is done now. Each in a transaction of its own: one that fails keeps no other back.
 */
export async function keepAgreements(now: Instant): Promise<void> {
  const read = database().orm;
  // Before expiries: who was told is told no second time because an acceptance was not carried through.
  for (const id of await listAcceptedUnserved(read, BATCH)) {
    await attempt(id, () => database().transaction((tx) => serveNotice(tx, id, now)));
  }
  await eachBatch(
    () => listNoticesToApply(read, { now, limit: BATCH }),
    ({ id, agreementId }) => attempt(id, () => applyNotice(SYSTEM, { agreementId, noticeId: id }, { now })),
  );
  await eachBatch(
    () => listUnnoticedExpiries(read, { today: dayOf(now, vendorZone()), now, limit: BATCH }),
    (id) => attempt(id, () => giveExpiryNotice(SYSTEM, { agreementId: id }, { now })),
  );
  for (const { id, agreementId } of await listUntoldNotices(read, BATCH)) {
    await attempt(id, () =>
      database().transaction(async (tx) => {
        const agreement = await lockAgreementForSystem(tx, agreementId);
        const notice = await findNotice(tx, agreementId, id);
        if (agreement && notice && !notice.servedAt && !notice.cancelledAt)
          await tellOfNotice(tx, agreement, { id, now });
      }),
    );
  }
}

/** Reads and does until a batch is not full, or nothing of one could be done. */
async function eachBatch<T>(read: () => Promise<T[]>, act: (one: T) => Promise<boolean>): Promise<void> {
  for (;;) {
    const batch = await read();
    let isDone = false;
    for (const one of batch) if (await act(one)) isDone = true;
    if (batch.length < BATCH || !isDone) return;
  }
}

async function attempt(id: string, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    log.error({ err: error, id }, 'an agreement could not be kept; it is tried again');
    return false;
  }
}

/** Products may have been renamed since. */
async function renamedTerms(tx: Tx, { products, ...terms }: TermsChange): Promise<TermsChange> {
  if (!products) return terms;
  return { ...terms, products: currentNames(products, await findProducts(tx, products)) };
}

type Of = { agreementId: string };

/** Gives notice of an expiry: at the beginning of its day, or late when the system was down; the moment moves then. */
export const giveExpiryNotice = useCase<Of, { notice: string | null }, 'conflict'>({
  action: 'agreement.give-expiry-notice',
  run: async (act, { agreementId }) => {
    const { tx, now } = act;
    const agreement = await lockAgreementForSystem(tx, agreementId);
    if (!agreement || now < expiryNoticeDueAt({ ...agreement, zone: vendorZone() }))
      return failed('conflict', 'Not due.');
    const standing = await listStandingNotices(tx, [agreementId]);
    if (standing.some(({ cause }) => cause === 'agreement-expired'))
      return failed('conflict', 'It was given already.');
    const notice = await giveNotice(act, agreement, {
      cause: 'agreement-expired',
      message: messageOf(agreement),
      effectiveOn: agreement.endsOn,
    });
    return done(
      { notice: notice.id },
      {
        subject: agreementSubject(agreement),
        teamId: agreement.teamId,
        after: {
          notice: notice.id,
          cause: notice.cause,
          endsOn: agreement.endsOn,
          noticeDays: notice.noticeDays,
        },
      },
    );
  },
});

function messageOf({ number, endsOn }: AgreementRow): string {
  return `The agreement ${number} comes to its last day on ${endsOn}. Unless it is renewed, it expires then.`;
}

/** A notice takes effect: an amendment changes the terms, an ending is what the decision has read since it was served. */
export const applyNotice = useCase<Of & { noticeId: string }, { applied: true }, 'conflict'>({
  action: 'agreement.apply-notice',
  run: async ({ tx, now }, { agreementId, noticeId }) => {
    const agreement = await lockAgreementForSystem(tx, agreementId);
    const notice = agreement && (await findNotice(tx, agreementId, noticeId));
    const isDue =
      notice?.effectiveAt && notice.effectiveAt.getTime() <= now && !notice.appliedAt && !notice.cancelledAt;
    if (!agreement || !isDue) return failed('conflict', 'Not due.');
    await updateNotice(tx, noticeId, { appliedAt: new Date(now) });
    const change = notice.cause === 'amendment' ? await renamedTerms(tx, amendedTerms(notice)) : null;
    if (change) {
      const also = {
        amendedBy: noticeId,
        narrowingNoticeId: null,
        narrowingEffectiveAt: null,
        narrowingTerms: null,
      };
      await changeTerms({ tx }, agreement, { change, also });
    }
    return done(
      { applied: true },
      {
        subject: agreementSubject(agreement),
        teamId: agreement.teamId,
        after: { notice: noticeId, cause: notice.cause, ...(change && { terms: viewTerms(change) }) },
      },
    );
  },
});
