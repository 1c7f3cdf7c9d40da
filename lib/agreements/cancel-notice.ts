import {
  listStandingNotices,
  type NoticeRow,
  releaseHeldLocks,
  updateNotice,
} from '#db/queries/agreement-notices.ts';
import { type AgreementRow, updateAgreement } from '#db/queries/agreements.ts';
import { EMERGENCY_LOCK_DAYS } from '#lib/domain/approvals.ts';
import { tell } from '#lib/notices/tell.ts';
import { type Act, done, failed, useCase } from '#lib/use-case.ts';
import { type AgreementView, isTermination } from './agreement-view.ts';
import { keepJob } from './keep-job.ts';
import { agreementSubject, locateAgreement, takeAgreement, viewNow, wrong } from './locate-agreement.ts';
import { writeEnding } from './serve-notice.ts';

export type CancelInput = { number: string; note?: string | undefined };

/**
 * Takes a termination back, also one that has taken effect; `cured` says that a breach is. Everything lifts at the next
 * check; an expiry that was given notice of stays. Answers `not-found`, `forbidden`, `invalid-input` (a termination
 * without a breach has nothing to cure), `conflict` (there is none), `stale-version`.
 */
export const cancelTermination = useCase<
  CancelInput & { kind: 'cancelled' | 'cured' },
  AgreementView,
  'invalid-input' | 'conflict' | 'stale-version'
>({
  action: 'agreement.cancel-notice',
  locate: locateAgreement,
  run: async (act, { number, note, kind }) => {
    const taken = await takeAgreement(act, number);
    if (!taken.ok) return taken;
    const { row } = taken;
    const notice = (await listStandingNotices(act.tx, [row.id])).findLast(isTermination);
    if (!notice) return failed('conflict', 'No termination of this agreement is under way.');
    if (kind === 'cured' && notice.cause !== 'material-breach') {
      return wrong('/kind', 'Only a material breach is cured. Leave `kind` out to cancel this termination.');
    }
    await cancel(act, row, { notice, kind, note });
    await act.enqueue(keepJob());
    return done(await viewNow(act.tx, row, act.now), {
      subject: agreementSubject(row),
      before: {
        notice: notice.id,
        cause: notice.cause,
        effectiveAt: notice.effectiveAt?.toISOString() ?? null,
      },
      after: { cancelled: kind },
    });
  },
});

/**
 * Takes back an amendment that waits for its moment. Answers `not-found`, `forbidden`, `conflict` (none does),
 * `stale-version`.
 */
export const cancelAmendment = useCase<CancelInput, AgreementView, 'conflict' | 'stale-version'>({
  action: 'agreement.cancel-notice',
  locate: locateAgreement,
  run: async (act, { number, note }) => {
    const taken = await takeAgreement(act, number);
    if (!taken.ok) return taken;
    const { row } = taken;
    const notice = (await listStandingNotices(act.tx, [row.id])).find(({ cause }) => cause === 'amendment');
    if (!notice) return failed('conflict', 'No amendment of this agreement waits for its moment.');
    await cancel(act, row, { notice, kind: 'cancelled', note });
    return done(await viewNow(act.tx, row, act.now), {
      subject: agreementSubject(row),
      before: {
        notice: notice.id,
        terms: notice.terms,
        effectiveAt: notice.effectiveAt?.toISOString() ?? null,
      },
      after: { cancelled: 'cancelled' },
    });
  },
});

type Cancelled = {
  notice: NoticeRow;
  kind: NonNullable<NoticeRow['cancelKind']>;
  note: string | undefined;
};

/** Cancels a notice with all that followed from it, and tells those who were told of it. */
export async function cancel(
  { tx, now, actor }: Pick<Act, 'tx' | 'now' | 'actor'>,
  { id, teamId, noticeAddress }: AgreementRow,
  { notice, kind, note }: Cancelled,
): Promise<void> {
  // The agreement names the moment of its notice as long as it stands.
  if (notice.cause === 'amendment') {
    await updateAgreement(tx, id, {
      narrowingNoticeId: null,
      narrowingEffectiveAt: null,
      narrowingTerms: null,
    });
  }
  await updateNotice(tx, notice.id, {
    cancelledAt: new Date(now),
    cancelledBy: actor.personId,
    cancelKind: kind,
    cancelNote: note ?? null,
  });
  if (notice.cause !== 'amendment') await writeEnding(tx, id);
  if (isTermination(notice) && notice.effectiveAt) {
    await releaseHeldLocks(tx, id, { until: notice.effectiveAt, days: EMERGENCY_LOCK_DAYS });
  }
  const addresses = noticeAddress === null ? [] : [noticeAddress];
  await tell(tx, {
    notice: 'ending-cancelled',
    subjectId: notice.id,
    teamId,
    to: { roles: true, addresses },
    now,
  });
}
