import { randomUUID } from 'node:crypto';
import { findInvitation, insertInvitation, revokeExpiredInvitation } from '#db/queries/invitations.ts';
import { findPersonByEmail } from '#db/queries/people.ts';
import { findRole } from '#db/queries/teams.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import { rolesInReach } from '#lib/domain/team-roles.ts';
import { linkToken, tokenHash } from '#lib/notices/link-token.ts';
import { mailJob } from '#lib/notices/notices.ts';
import { type Act, done, type Failure, failed, useCase } from '#lib/use-case.ts';
import { areWithinLimits } from './limits.ts';
import { type InvitationView, viewInvitation } from './list-invitations.ts';
import { locateBySlug, roleOf, theTeam } from './the-team.ts';

/** How long the link of an invitation works. */
export const INVITATION_MS = 7 * DAY_MS;

/**
 * Invites an address to a team, whether or not anybody has an account with it: nothing here says so. Mails a link that
 * works for 7 days. Answers `not-found`, `forbidden` for a role beyond one's own reach, `conflict` for who is a member
 * or has an invitation that waits, `too-many-requests` after 5 mails in a day to an address or 100 of a team.
 */
export const invite = useCase<
  { slug: string; email: string; role: TeamRole },
  InvitationView,
  'forbidden' | 'conflict' | 'too-many-requests'
>({
  action: 'invitation.create',
  locate: locateBySlug,
  async run(act, { email, role }) {
    const { tx, actor, now, enqueue } = act;
    const team = await theTeam(act);
    const by = await roleOf(act, team.id);
    if (by === null || !rolesInReach(by).includes(role))
      return failed('forbidden', 'Only an owner can invite owners.');
    if (actor.personId === null) return failed('forbidden', 'An invitation is sent by a person.');
    const tooMany = await tooManyInvitations(act, { teamId: team.id, email });
    if (tooMany) return tooMany;
    const person = await findPersonByEmail(tx, email);
    if (person && (await findRole(tx, team.id, person.id)) !== null)
      return failed('conflict', `${email} is a member of the team already.`);

    await revokeExpiredInvitation(tx, team.id, { email, now });
    const id = randomUUID();
    const isNew = await insertInvitation(tx, team.id, {
      id,
      tokenHash: tokenHash(linkToken('invite', id)),
      email,
      role,
      invitedBy: actor.personId,
      now,
      expiresAt: now + INVITATION_MS,
    });
    if (!isNew)
      return failed(
        'conflict',
        `${email} is invited already. Send that invitation again, or revoke it first.`,
      );
    await enqueue(mailJob('team-invitation', id));
    return done(await viewed(act, id, now), { subject: { type: 'invitation', id }, after: { role } });
  },
});

/** Each mail counts, sent again or not. */
export async function tooManyInvitations(
  { tx, now }: Act,
  { teamId, email }: { teamId: string; email: string },
): Promise<Failure<'too-many-requests'> | null> {
  const tries = [
    { limit: 'invite-pair' as const, subject: `${teamId} ${email}` },
    { limit: 'invite-team' as const, subject: teamId },
  ];
  if (await areWithinLimits(tx, tries, now)) return null;
  return failed(
    'too-many-requests',
    'Many invitations went out today to this address or from this team. Go on tomorrow.',
  );
}

async function viewed({ tx }: Act, id: string, now: Instant): Promise<InvitationView> {
  const row = await findInvitation(tx, id);
  if (!row) throw new Error('an invitation that was made is gone');
  return viewInvitation(row, now);
}
