import { insertPerson, lockPersonByEmail, updatePasswordHash } from '#db/queries/people.ts';
import { deleteSessionsOf } from '#db/queries/sessions.ts';
import { lockSignUpByToken, markSignUpUsed, type SignUpRow } from '#db/queries/sign-ups.ts';
import { findTeam, insertMembership } from '#db/queries/teams.ts';
import { tokenHash } from '#lib/notices/link-token.ts';
import { mailJob } from '#lib/notices/notices.ts';
import { type Act, done, failed, useCase } from '#lib/use-case.ts';
import { makeTeam } from './the-team.ts';

const invalidToken = () =>
  failed('invalid-token', 'This link is not valid, or no longer. Sign up again to get a new one.');

/**
 * Activates the sign-up that a mailed token was made for: its person, its password, its team with the person as owner.
 * Gives the team's slug, and the same again when repeated, whether or not the link has expired since; creates no
 * session. Where the address got an account meanwhile, whoever holds the mailbox decides: the password becomes this
 * one, the team is added, and older sessions end. Answers `invalid-token` for a token that was never made, has
 * expired, or whose person is suspended or on staff. Tables in this order: sign_ups, people, teams, memberships, sessions.
 */
export const verifyEmail = useCase<{ token: string }, { team: string }, 'invalid-token'>({
  action: 'account.verify',
  async run(act, { token }) {
    const { tx, now, enqueue } = act;
    const signUp = await lockSignUpByToken(tx, tokenHash(token));
    if (!signUp) return invalidToken();
    if (signUp.teamId !== null) {
      const team = await findTeam(tx, signUp.teamId);
      return team ? done({ team: team.slug }, facts(signUp.id, team.id)) : invalidToken();
    }
    if (signUp.expiresAt.getTime() <= now) return invalidToken();

    const person = await activatePerson(act, signUp);
    if (!person) return invalidToken();
    const team = await makeTeam(tx, signUp.teamName, now);
    await insertMembership(tx, team.id, { personId: person.id, role: 'owner', now });
    await markSignUpUsed(tx, signUp.id, { now, teamId: team.id });
    if (!person.isNew) {
      await deleteSessionsOf(tx, person.id);
      await enqueue(mailJob('password-changed', person.id));
    }
    return done({ team: team.slug }, facts(signUp.id, team.id, person));
  },
});

/**
 * The person of the address, with the sign-up's password; null when they are suspended, or on staff: whoever signed up
 * chose that password, and it may not have been the one who presses the link.
 */
async function activatePerson(
  { tx, now }: Act,
  signUp: SignUpRow,
): Promise<{ id: string; isNew: boolean } | null> {
  const { email, name, passwordHash } = signUp;
  const id = await insertPerson(tx, { email, name, passwordHash, staffRole: null, now });
  if (id !== null) return { id, isNew: true };
  const person = await lockPersonByEmail(tx, email);
  if (!person || person.suspendedAt || person.staffRole) return null;
  await updatePasswordHash(tx, person.id, passwordHash);
  return { id: person.id, isNew: false };
}

function facts(signUpId: string, teamId: string, person?: { id: string; isNew: boolean }) {
  const after = person ? { personId: person.id, isNewPerson: person.isNew } : { isRepeated: true };
  return { subject: { type: 'sign-up', id: signUpId }, teamId, after };
}
