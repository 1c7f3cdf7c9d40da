import { clearSecondFactor } from '#db/queries/second-factors.ts';
import { deleteSessionsOf } from '#db/queries/sessions.ts';
import { done, failed, notFound, useCase } from '#lib/use-case.ts';
import { type StaffView, staffMember, viewStaff } from './staff-view.ts';
import { tellPerson } from './tell-person.ts';

/**
 * Takes the second factor of somebody on staff away, who has lost app and recovery codes: their sessions end, they are
 * told, and set up another when they sign in with their password. Answers `not-found` for who is not on staff,
 * `conflict` for who has none, `forbidden` for one's own: a session somebody found open must not be enough for that.
 * Tables in this order: people (operators first, by ID), recovery_codes, sessions.
 */
export const resetSecondFactor = useCase<{ id: string }, StaffView, 'not-found' | 'conflict' | 'forbidden'>({
  action: 'staff.reset-second-factor',
  async run(act, { id }) {
    const member = await staffMember(act, id);
    if (!member) return notFound();
    const { row } = member;
    if (row.id === act.actor.personId)
      return failed(
        'forbidden',
        'Nobody resets their own second factor. Another operator can, or the command line: npx leasehold staff reset-second-factor.',
      );
    if (!row.hasSecondFactor) return failed('conflict', 'They have no second factor that could be reset.');
    await clearSecondFactor(act.tx, row.id);
    const endedSessions = await deleteSessionsOf(act.tx, row.id);
    await tellPerson(act, row.id, 'second-factor-off');
    return done(viewStaff({ ...row, hasSecondFactor: false }), {
      subject: { type: 'person', id: row.id },
      before: { secondFactor: 'on' },
      after: { secondFactor: 'off', endedSessions },
    });
  },
});
