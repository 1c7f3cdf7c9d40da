import { spendPasswordLinksOf } from '#db/queries/password-links.ts';
import { updatePasswordHash } from '#db/queries/people.ts';
import { lockSecondFactor } from '#db/queries/second-factors.ts';
import { deleteOtherSessionsOf } from '#db/queries/sessions.ts';
import { mailJob } from '#lib/notices/notices.ts';
import { hashPassword, verifyPassword } from '#lib/platform/passwords.ts';
import { done, failed, notFound, useCase } from '#lib/use-case.ts';
import { counted } from './limits.ts';
import { needsSession, ownSession } from './own-session.ts';

export type ChangePasswordInput = { current: string; password: string };

const change = useCase<
  ChangePasswordInput,
  { endedSessions: number },
  'invalid-input' | 'forbidden' | 'not-found'
>({
  action: 'me.change-password',
  async run(act, { current, password }) {
    const { tx, now, enqueue } = act;
    const own = ownSession(act);
    if (!own) return needsSession();
    const person = await lockSecondFactor(tx, own.personId);
    if (!person) return notFound();
    if (!(await verifyPassword(person.passwordHash, current))) {
      const detail =
        'This is not your password. If you have forgotten it, sign out and ask for a link by mail.';
      return failed('invalid-input', detail, [{ pointer: '/current', detail }]);
    }
    await updatePasswordHash(tx, own.personId, await hashPassword(password));
    await spendPasswordLinksOf(tx, own.personId, now);
    const endedSessions = await deleteOtherSessionsOf(tx, own.personId, own.sessionId);
    await enqueue(mailJob('password-changed', own.personId));
    return done(
      { endedSessions },
      { subject: { type: 'person', id: own.personId }, after: { endedSessions } },
    );
  },
});

/**
 * Changes the password of whoever asks, who types the one they have; ends their other sessions and uses up links to set
 * a password, and tells them by mail. API tokens stay. Answers `invalid-input` for a wrong password,
 * `too-many-requests` after ten of them. Tables in this order: people, password_links, sessions.
 */
export const changePassword = counted('own-password', change);
