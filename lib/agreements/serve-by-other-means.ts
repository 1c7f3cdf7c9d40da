import { findNotice, findService, hasOpenService, insertService } from '#db/queries/agreement-notices.ts';
import { findAgreement } from '#db/queries/agreements.ts';
import { insertApproval } from '#db/queries/approvals.ts';
import { type Day, dayOf, endOfDay } from '#lib/domain/calendar.ts';
import { teamOf } from '#lib/licensing/locate-license.ts';
import { tell } from '#lib/notices/tell.ts';
import { type Act, done, type Failure, failed, notFound, useCase } from '#lib/use-case.ts';
import { vendorZone } from './agreement-view.ts';
import {
  agreementSubject,
  locateAgreement,
  locatedAgreement,
  takeAgreement,
  wrong,
} from './locate-agreement.ts';
import { serve, takeNotice } from './serve-notice.ts';

export type ServiceInput = {
  number: string;
  notice: string;
  servedOn: Day;
  means: string;
  evidence: { name: string; type: string; content: string };
};

/**
 * Records that a notice was served by other means than mail, with the evidence, and asks for a second person: only their
 * approval serves it. Answers `not-found` (also for a notice that is not this agreement's), `forbidden`, `invalid-input`
 * (a day before it was stored, or that lies ahead), `conflict` (served or cancelled, or a service of it waits already),
 * `stale-version`.
 */
export const serveByOtherMeans = useCase<
  ServiceInput,
  { approval: string },
  'not-found' | 'invalid-input' | 'conflict' | 'stale-version'
>({
  action: 'agreement.serve-by-other-means',
  locate: locateAgreement,
  run: async (act, { number, notice: noticeId, servedOn, means, evidence }) => {
    const { tx, now, actor } = act;
    const taken = await takeAgreement(act, number);
    if (!taken.ok) return taken;
    const notice = await findNotice(tx, taken.row.id, noticeId);
    if (!notice) return notFound();
    if (notice.servedAt)
      return failed('conflict', `This notice was served already, at ${notice.servedAt.toISOString()}.`);
    if (notice.cancelledAt) return failed('conflict', 'This notice was cancelled.');
    if (await hasOpenService(tx, notice.id)) {
      return failed('conflict', 'A service of this notice waits for its second person already.');
    }
    const zone = vendorZone();
    if (servedOn > dayOf(now, zone)) return wrong('/servedOn', 'This day lies ahead.');
    const storedOn = dayOf(notice.storedAt.getTime(), zone);
    if (servedOn < storedOn)
      return wrong('/servedOn', `The notice was stored on ${storedOn}: it was not served before.`);
    const service = await insertService(tx, {
      noticeId: notice.id,
      servedOn,
      means,
      evidenceName: evidence.name,
      evidenceType: evidence.type,
      evidence: evidence.content,
      recordedAt: new Date(now),
      recordedBy: actor.personId,
    });
    const terms = { service, servedOn, agreement: taken.row.number };
    const approval = await insertApproval(tx, {
      type: 'notice-service',
      noticeId: notice.id,
      terms,
      askedAt: new Date(now),
      askedBy: actor.personId,
    });
    if (approval === null) throw new Error('an approval of a service was not asked for');
    await tell(tx, {
      notice: 'approval-asked',
      subjectId: approval,
      teamId: null,
      except: actor.personId,
      now,
    });
    return done(
      { approval },
      {
        subject: agreementSubject(taken.row),
        after: { notice: notice.id, service, servedOn, approval },
      },
    );
  },
});

/** What is asked to be approved: a row of `approvals` of the type `notice-service`, decided in this transaction. */
export type ServiceApproval = {
  noticeId: string | null;
  askedBy: string | null;
  terms: Readonly<Record<string, unknown>>;
};

type CarriedOut = {
  ok: true;
  subject: { type: string; id: string };
  teamId: string;
  after: { notice: string; effectiveAt: string };
};

/**
 * Serves a notice as it was recorded, now that a second person, who is `act.actor`, approved it: at the end of the day on
 * which it was served, or now while that day lasts. Leases that were granted meanwhile run out first. Nobody serves alone,
 * whatever the installation allows for locks. Gives `conflict` when the notice waits no more. To be called in the
 * transaction of the approval; writes its own audit entry.
 */
export async function carryOutNoticeService(
  { tx, now, actor }: Pick<Act, 'tx' | 'now' | 'actor'>,
  { noticeId, askedBy, terms }: ServiceApproval,
): Promise<CarriedOut | Failure<'conflict'>> {
  if (actor.personId !== null && actor.personId === askedBy) {
    return failed(
      'conflict',
      'The service of a notice is approved by a second person, also where locks are not.',
    );
  }
  const taken = noticeId === null ? null : await takeNotice(tx, noticeId);
  const service = taken && (await findService(tx, taken.agreement.id, String(terms.service)));
  if (!taken || service?.noticeId !== noticeId) {
    return failed('conflict', 'This notice was served or cancelled in the meantime.');
  }
  const at = Math.min(now, endOfDay(service.servedOn, vendorZone()));
  const effectiveAt = await serve(tx, taken, { at, by: 'other-means', actor, recordedAt: now });
  return {
    ok: true,
    subject: agreementSubject(taken.agreement),
    teamId: taken.agreement.teamId,
    after: { notice: noticeId, effectiveAt: effectiveAt.toISOString() },
  };
}

/** The evidence of a service, for staff. Answers `not-found`, `forbidden`. */
export const readEvidence = useCase<
  { number: string; service: string },
  { name: string; type: string; content: string },
  'not-found'
>({
  action: 'agreement.read-evidence',
  locate: locateAgreement,
  run: async ({ tx, teamId }, { number, service: id }) => {
    const agreement = locatedAgreement(await findAgreement(tx, teamOf(teamId), number));
    const service = UUID.test(id) ? await findService(tx, agreement.id, id) : null;
    if (!service) return notFound();
    return done({ name: service.evidenceName, type: service.evidenceType, content: service.evidence });
  },
});

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
