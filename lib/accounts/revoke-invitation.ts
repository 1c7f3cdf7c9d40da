import { lockPendingInvitation, revokeInvitation as markRevoked } from '#db/queries/invitations.ts';
import { done, notFound, useCase } from '#lib/use-case.ts';
import { locateBySlug, theTeam, uuidOf } from './the-team.ts';

/** Ends an invitation: its link works no more. Answers `not-found` also for one that was accepted or revoked before. */
export const revokeInvitation = useCase<{ slug: string; id: string }, undefined, 'not-found'>({
  action: 'invitation.revoke',
  locate: locateBySlug,
  async run(act, { id: given }) {
    const id = uuidOf(given);
    const row = id === null ? null : await lockPendingInvitation(act.tx, (await theTeam(act)).id, id);
    if (!row) return notFound();
    await markRevoked(act.tx, row.id, act.now);
    return done(undefined, { subject: { type: 'invitation', id: row.id }, before: { role: row.role } });
  },
});
