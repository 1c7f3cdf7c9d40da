import { listStandingNotices, updateNotice } from '#db/queries/agreement-notices.ts';
import { updateAgreement } from '#db/queries/agreements.ts';
import { lastHoldDay } from '#lib/domain/agreements.ts';
import { type Day, endOfDay } from '#lib/domain/calendar.ts';
import { tell } from '#lib/notices/tell.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { type AgreementView, stateOf, vendorZone } from './agreement-view.ts';
import { agreementSubject, locateAgreement, takeAgreement, viewNow, wrong } from './locate-agreement.ts';
import { writeEnding } from './serve-notice.ts';

/**
 * Holds an expiry until the end of a day while a renewal is being talked about: 30 days at most from when it would have
 * taken effect, all holds together. The customer sees it, and it cannot be taken back: no moment is moved earlier.
 * Answers `not-found`, `forbidden`, `invalid-input` (too late or too early a day), `conflict` (it has ended),
 * `stale-version`.
 */
export const hold = useCase<
  { number: string; until: Day },
  AgreementView,
  'invalid-input' | 'conflict' | 'stale-version'
>({
  action: 'agreement.hold',
  locate: locateAgreement,
  run: async (act, { number, until }) => {
    const { tx, now } = act;
    const taken = await takeAgreement(act, number);
    if (!taken.ok) return taken;
    const { row } = taken;
    const state = stateOf(row, now);
    if (state === 'terminated' || state === 'expired') {
      return failed('conflict', 'This agreement has ended already. Renew it.');
    }
    const zone = vendorZone();
    const expiry = (await listStandingNotices(tx, [row.id])).findLast(
      ({ cause }) => cause === 'agreement-expired',
    );
    const end = Math.max(row.lastInstantAt.getTime(), expiry?.effectiveAt?.getTime() ?? 0);
    const heldFrom = row.heldFrom?.getTime() ?? end;
    const heldUntil = endOfDay(until, zone);
    const latest = lastHoldDay(heldFrom, zone);
    if (until > latest) return wrong('/until', `An expiry is held for 30 days at most: until ${latest}.`);
    if (heldUntil <= Math.max(end, row.heldUntil?.getTime() ?? 0, now)) {
      return wrong('/until', 'It does not end before that day anyway. Choose a later one.');
    }
    const held = new Date(heldUntil);
    if (expiry?.effectiveAt) {
      // The agreement names the notice with its moment, so that the two can only be moved together.
      await updateAgreement(tx, row.id, { endingNoticeId: null, endingCause: null, endingEffectiveAt: null });
      await updateNotice(tx, expiry.id, { effectiveAt: held });
      await writeEnding(tx, row.id);
    }
    await updateAgreement(tx, row.id, { heldUntil: held, heldFrom: new Date(heldFrom) });
    const addresses = row.noticeAddress === null ? [] : [row.noticeAddress];
    const { id: subjectId, teamId } = row;
    const to = { roles: true, addresses };
    await tell(tx, { notice: 'agreement-held', subjectId, key: `${subjectId}:${until}`, teamId, to, now });
    return done(await viewNow(tx, row, now), {
      subject: agreementSubject(row),
      before: { heldUntil: row.heldUntil?.toISOString() ?? null },
      after: { heldUntil: held.toISOString() },
    });
  },
});
