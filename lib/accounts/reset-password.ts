import { findPasswordLinkByToken, spendPasswordLinksOf } from '#db/queries/password-links.ts';
import { lockPerson, updatePasswordHash } from '#db/queries/people.ts';
import { deleteSessionsOf } from '#db/queries/sessions.ts';
import { tokenHash } from '#lib/notices/link-token.ts';
import { mailJob } from '#lib/notices/notices.ts';
import { hashPassword } from '#lib/platform/passwords.ts';
import { done, failed, useCase } from '#lib/use-case.ts';

const invalidToken = () =>
  failed('invalid-token', 'This link is not valid, was used, or is too old. Ask for a new one.');

/**
 * Sets the password of whoever a mailed link was made for, uses up all their links, ends all their sessions and tells
 * them by mail. API tokens stay: they are ended one by one. Answers `invalid-token` for a link that was never made,
 * was used, has expired, or whose person is suspended. The person's row is locked before their links are looked at,
 * so that of two links used at once one wins and the other is answered as used.
 */
export const resetPassword = useCase<
  { token: string; password: string },
  { sent: boolean; done: boolean },
  'invalid-token'
>({
  action: 'account.reset',
  async run({ tx, now, enqueue }, { token, password }) {
    const hash = tokenHash(token);
    const personId = (await findPasswordLinkByToken(tx, hash))?.personId;
    const person = personId === undefined ? null : await lockPerson(tx, personId);
    const link = await findPasswordLinkByToken(tx, hash);
    if (!person || person.suspendedAt || !link || link.usedAt || link.expiresAt.getTime() <= now)
      return invalidToken();

    await updatePasswordHash(tx, person.id, await hashPassword(password));
    await spendPasswordLinksOf(tx, person.id, now);
    const endedSessions = await deleteSessionsOf(tx, person.id);
    await enqueue(mailJob('password-changed', person.id));
    return done(
      { sent: false, done: true },
      { subject: { type: 'person', id: person.id }, after: { link: link.id, endedSessions } },
    );
  },
});
