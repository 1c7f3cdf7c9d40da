import type { Tx } from '#db/client.ts';
import {
  findCountingAcceptance,
  findLastLeaseEnd,
  findNotice,
  findNoticeAgreement,
  holdLocksUntil,
  listStandingNotices,
  type NoticeRow,
  updateNotice,
} from '#db/queries/agreement-notices.ts';
import { type AgreementRow, lockAgreementForSystem, updateAgreement } from '#db/queries/agreements.ts';
import { insertAuditEntry } from '#db/queries/audit.ts';
import { firstEnding, momentOfEffect, SETTLE_MS, servedMoment } from '#lib/domain/agreements.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import { type Actor, SYSTEM } from '#lib/use-case.ts';
import { isTermination, vendorZone } from './agreement-view.ts';
import { agreementSubject } from './locate-agreement.ts';

/** The longest lease and grace there are, and a day: what was granted before has ended. */
const LONGEST_GRANT_MS = 61 * DAY_MS;

/**
 * Serves a notice, now that its mail was accepted at `acceptedAt` for an owner of the team or for the agreement's notice
 * address; an acceptance for somebody else serves nothing. Once: what was served or cancelled stays as it is, also when
 * two mails are accepted at the same time. Gives whether this call served it. To be called in the transaction that notes
 * the acceptance.
 */
export async function serveNotice(tx: Tx, noticeId: string, acceptedAt: Instant): Promise<boolean> {
  const taken = await takeNotice(tx, noticeId);
  if (!taken) return false;
  const counting = await findCountingAcceptance(tx, noticeId);
  if (counting === null) return false;
  await serve(tx, taken, { at: counting.getTime(), by: 'mail', actor: SYSTEM, recordedAt: acceptedAt });
  return true;
}

export type TakenNotice = { agreement: AgreementRow; notice: NoticeRow };

/** A notice that waits to be served, with its agreement, which nobody else may change now; null when it waits no more. */
export async function takeNotice(tx: Tx, noticeId: string): Promise<TakenNotice | null> {
  const found = await findNoticeAgreement(tx, noticeId);
  const agreement = found && (await lockAgreementForSystem(tx, found.agreementId));
  const notice = agreement && (await findNotice(tx, agreement.id, noticeId));
  if (!notice || notice.servedAt !== null || notice.cancelledAt !== null) return null;
  return { agreement, notice };
}

export type Served = {
  /** When the last of the three was true: stored, shown, accepted. */
  at: Instant;
  by: 'mail' | 'other-means';
  actor: Actor;
  /** When we learned of it: leases granted until then must have ended at the moment of effect. */
  recordedAt: Instant;
};

/** Writes down that a notice was served: its moment, once and for all, and what the decision reads of it. */
export async function serve(
  tx: Tx,
  { agreement, notice }: TakenNotice,
  { at, by, actor, recordedAt }: Served,
): Promise<Date> {
  const zone = vendorZone();
  const { noticeDays } = agreement;
  const servedAt = servedMoment(Math.max(at, notice.storedAt.getTime()), { noticeDays, zone });
  const isExpiry = notice.cause === 'agreement-expired';
  const granted = (agreement.leaseSeconds + agreement.graceSeconds) * 1000;
  const inField = await findLastLeaseEnd(tx, agreement.id, recordedAt - LONGEST_GRANT_MS);
  const effectiveAt = new Date(
    momentOfEffect({
      servedAt,
      noticeDays,
      zone,
      chosenDay: isExpiry ? null : notice.effectiveOn,
      lastInstantAt: isExpiry ? agreement.lastInstantAt.getTime() : null,
      heldUntil: isExpiry ? (agreement.heldUntil?.getTime() ?? null) : null,
      leasesEndAt: Math.max(
        inField?.getTime() ?? 0,
        recordedAt > servedAt ? recordedAt + SETTLE_MS + granted : 0,
      ),
    }),
  );
  await updateNotice(tx, notice.id, { noticeDays, servedAt: new Date(servedAt), servedBy: by, effectiveAt });
  if (notice.cause === 'amendment') {
    await updateAgreement(tx, agreement.id, {
      narrowingNoticeId: notice.id,
      narrowingEffectiveAt: effectiveAt,
      narrowingTerms: notice.terms,
    });
  } else {
    await writeEnding(tx, agreement.id);
    if (isTermination(notice))
      await holdLocksUntil(tx, agreement.id, { until: effectiveAt, now: recordedAt });
  }
  await insertAuditEntry(tx, {
    at: recordedAt,
    actorKind: actor.kind,
    actorId: actor.personId,
    action: 'agreement.serve-notice',
    subjectType: agreementSubject(agreement).type,
    subjectId: agreementSubject(agreement).id,
    teamId: agreement.teamId,
    before: null,
    after: {
      notice: notice.id,
      cause: notice.cause,
      noticeDays,
      servedAt: new Date(servedAt).toISOString(),
      servedBy: by,
      effectiveAt: effectiveAt.toISOString(),
    },
  });
  return effectiveAt;
}

/** Has the decision read the ending that comes first of those that were served and not cancelled, or none. */
export async function writeEnding(tx: Tx, agreementId: string): Promise<void> {
  const standing = await listStandingNotices(tx, [agreementId]);
  const first = firstEnding(
    standing.map(({ id, cause, effectiveAt, cancelledAt }) => ({
      id,
      cause,
      effectiveAt: effectiveAt?.getTime() ?? null,
      cancelledAt: cancelledAt?.getTime() ?? null,
    })),
  );
  const effectiveAt = first?.effectiveAt ?? null;
  const ending =
    first === null || first.cause === 'amendment' || effectiveAt === null
      ? { endingNoticeId: null, endingCause: null, endingEffectiveAt: null }
      : { endingNoticeId: first.id, endingCause: first.cause, endingEffectiveAt: new Date(effectiveAt) };
  await updateAgreement(tx, agreementId, ending);
}
