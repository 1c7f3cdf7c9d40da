import {
  type InvitationRow,
  lockInvitationByToken,
  markInvitationAccepted,
} from '#db/queries/invitations.ts';
import { insertPerson, lockPersonByEmail } from '#db/queries/people.ts';
import { findRole, insertMembership } from '#db/queries/teams.ts';
import { tokenHash } from '#lib/notices/link-token.ts';
import { hashPassword } from '#lib/platform/passwords.ts';
import { type Act, done, type Failure, failed, type InputError, useCase } from '#lib/use-case.ts';
import { invalidInvitation, isOpen } from './read-invitation.ts';

export type AcceptInput = { token: string; name?: string | undefined; password?: string | undefined };

/**
 * Accepts an invitation for the address it went to. Without an account there, one is made of `name` and `password`: the
 * link proves the address. With one, whoever asks must be signed in as it, so that a link that was passed on, or read
 * by somebody else, brings nobody into the team under another's name. Gives the team's slug, and the same again when
 * repeated by whoever accepted; creates no session. Answers `invalid-token`, `invalid-input` for a missing name or
 * password, `sign-in-required`. Tables in this order: invitations, people, memberships.
 */
export const acceptInvitation = useCase<
  AcceptInput,
  { team: string },
  'invalid-token' | 'invalid-input' | 'sign-in-required'
>({
  action: 'invitation.accept',
  async run(act, { token, ...input }) {
    const { tx, now } = act;
    const row = await lockInvitationByToken(tx, tokenHash(token));
    if (row?.acceptedBy && !row.isTeamDeleted && (await findRole(tx, row.teamId, row.acceptedBy)) !== null)
      return done({ team: row.slug }, facts(row, { isRepeated: true }));
    if (!row || !isOpen(row, now)) return invalidInvitation();

    const person = await personOf(act, row, input);
    if (!person.ok) return person;
    const { id, isNew } = person.value;
    const formerRole = await findRole(tx, row.teamId, id);
    if (formerRole === null) await insertMembership(tx, row.teamId, { personId: id, role: row.role, now });
    await markInvitationAccepted(tx, row.id, { personId: id, now });
    const role = formerRole ?? row.role;
    return done({ team: row.slug }, facts(row, { personId: id, isNewPerson: isNew, role }));
  },
});

type Joining = { id: string; isNew: boolean };

/** Who joins: the account of the address, if whoever asks is signed in as it, else a new one. */
async function personOf(
  { tx, actor, now }: Act,
  { email }: InvitationRow,
  { name, password }: Omit<AcceptInput, 'token'>,
): Promise<{ ok: true; value: Joining } | Failure<'invalid-token' | 'invalid-input' | 'sign-in-required'>> {
  const known = await lockPersonByEmail(tx, email);
  if (known?.suspendedAt) return invalidInvitation();
  if (known) {
    if (actor.kind === 'person' && actor.personId === known.id)
      return { ok: true, value: { id: known.id, isNew: false } };
    return failed('sign-in-required', `Sign in as ${email} to accept this invitation.`);
  }
  if (name === undefined || password === undefined) {
    const errors: InputError[] = [];
    if (name === undefined) errors.push({ pointer: '/name', detail: 'Type your name.' });
    if (password === undefined) errors.push({ pointer: '/password', detail: 'Choose a password.' });
    return failed('invalid-input', 'A new account takes a name and a password.', errors);
  }
  const passwordHash = await hashPassword(password);
  const id = await insertPerson(tx, { email, name, passwordHash, staffRole: null, now });
  // Somebody made an account with the address at this very moment: the link is read afresh when it is opened again.
  if (id === null) return failed('sign-in-required', `Sign in as ${email} to accept this invitation.`);
  return { ok: true, value: { id, isNew: true } };
}

function facts({ id, teamId }: InvitationRow, after: Record<string, unknown>) {
  return { subject: { type: 'invitation', id }, teamId, after };
}
