import { extendInvitation, lockPendingInvitation } from '#db/queries/invitations.ts';
import { mailJob } from '#lib/notices/notices.ts';
import { done, notFound, useCase } from '#lib/use-case.ts';
import { INVITATION_MS, tooManyInvitations } from './invite.ts';
import { type InvitationView, viewInvitation } from './list-invitations.ts';
import { locateBySlug, theTeam, uuidOf } from './the-team.ts';

/**
 * Mails an invitation again; its link, which stays the same, works for 7 days from now, also where it had run out.
 * Answers `not-found` also for one that was accepted or revoked, and `too-many-requests`.
 */
export const resendInvitation = useCase<
  { slug: string; id: string },
  InvitationView,
  'not-found' | 'too-many-requests'
>({
  action: 'invitation.resend',
  locate: locateBySlug,
  async run(act, { id: given }) {
    const { tx, now, enqueue } = act;
    const team = await theTeam(act);
    const id = uuidOf(given);
    const row = id === null ? null : await lockPendingInvitation(tx, team.id, id);
    if (!row) return notFound();
    const tooMany = await tooManyInvitations(act, { teamId: team.id, email: row.email });
    if (tooMany) return tooMany;
    const expiresAt = now + INVITATION_MS;
    await extendInvitation(tx, row.id, expiresAt);
    await enqueue(mailJob('team-invitation', row.id));
    return done(viewInvitation({ ...row, expiresAt: new Date(expiresAt) }, now), {
      subject: { type: 'invitation', id: row.id },
      before: { expiresAt: row.expiresAt.toISOString() },
      after: { expiresAt: new Date(expiresAt).toISOString() },
    });
  },
});
