import { listStandingNotices } from '#db/queries/agreement-notices.ts';
import { updateAgreement } from '#db/queries/agreements.ts';
import { type Day, dayOf, endOfDay } from '#lib/domain/calendar.ts';
import { tell } from '#lib/notices/tell.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { type AgreementView, vendorZone } from './agreement-view.ts';
import { cancel } from './cancel-notice.ts';
import { keepJob } from './keep-job.ts';
import { agreementSubject, locateAgreement, takeAgreement, viewNow, wrong } from './locate-agreement.ts';

/**
 * Renews an agreement until another last day: every ending, served or in effect, expiry or termination, is void from the
 * next check on, and a hold has done its work. An amendment that waits for its moment stays.
 * Answers `not-found`, `forbidden`, `invalid-input` (the day is no later, or has passed), `conflict` (an amendment under
 * way ends it earlier), `stale-version`.
 */
export const renew = useCase<
  { number: string; endsOn: Day; note?: string | undefined },
  AgreementView,
  'invalid-input' | 'conflict' | 'stale-version'
>({
  action: 'agreement.renew',
  locate: locateAgreement,
  run: async (act, { number, endsOn, note }) => {
    const { tx, now } = act;
    const taken = await takeAgreement(act, number);
    if (!taken.ok) return taken;
    const { row } = taken;
    const zone = vendorZone();
    if (endsOn <= row.endsOn) return wrong('/endsOn', `A renewal ends later than ${row.endsOn}.`);
    if (endsOn < dayOf(now, zone))
      return wrong('/endsOn', `This day has passed: today is ${dayOf(now, zone)}.`);
    const standing = await listStandingNotices(tx, [row.id]);
    if (standing.some(({ cause, terms }) => cause === 'amendment' && terms && 'endsOn' in terms)) {
      return failed(
        'conflict',
        'An amendment that waits for its moment ends this agreement earlier. Cancel it first.',
      );
    }
    const endings = standing.filter(({ cause }) => cause !== 'amendment');
    for (const notice of endings) await cancel(act, row, { notice, kind: 'renewed', note });
    const lastInstantAt = new Date(endOfDay(endsOn, zone));
    await updateAgreement(tx, row.id, { endsOn, lastInstantAt, heldUntil: null, heldFrom: null });
    if (endings.length === 0) {
      const addresses = row.noticeAddress === null ? [] : [row.noticeAddress];
      const { id: subjectId, teamId } = row;
      const to = { roles: true, addresses };
      await tell(tx, {
        notice: 'agreement-renewed',
        subjectId,
        key: `${subjectId}:${endsOn}`,
        teamId,
        to,
        now,
      });
    }
    await act.enqueue(keepJob());
    return done(await viewNow(tx, row, now), {
      subject: agreementSubject(row),
      before: { endsOn: row.endsOn, notices: endings.map(({ id }) => id) },
      after: { endsOn },
    });
  },
});
