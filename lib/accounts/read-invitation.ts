import { findInvitationByToken, type InvitationRow } from '#db/queries/invitations.ts';
import { findPersonByEmail } from '#db/queries/people.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import { tokenHash } from '#lib/notices/link-token.ts';
import { done, type Failure, failed, useCase } from '#lib/use-case.ts';

export type InvitationOffer = {
  team: string;
  email: string;
  role: TeamRole;
  invitedBy: string;
  expiresAt: string;
  hasAccount: boolean;
};

/** One answer for a link that was never made, was revoked, has run out, or whose team is gone. */
export function invalidInvitation(): Failure<'invalid-token'> {
  return failed(
    'invalid-token',
    'This invitation was revoked, has run out, or was not copied whole. Ask whoever invited you to send it again.',
  );
}

/** Whether the link of an invitation can still be followed. */
export function isOpen(row: InvitationRow, now: Instant): boolean {
  const isPending = row.acceptedAt === null && row.revokedAt === null && !row.isTeamDeleted;
  return isPending && row.expiresAt.getTime() > now;
}

/**
 * What an invitation offers, for whoever holds its link: which team, as what, from whom, and whether the address has an
 * account, which its owner knows. Changes nothing. Answers `invalid-token`, also for one that was accepted.
 */
export const readInvitation = useCase<{ token: string }, InvitationOffer, 'invalid-token'>({
  action: 'invitation.read',
  async run({ tx, now }, { token }) {
    const row = await findInvitationByToken(tx, tokenHash(token));
    if (!row || !isOpen(row, now)) return invalidInvitation();
    const person = await findPersonByEmail(tx, row.email);
    if (person?.suspendedAt) return invalidInvitation();
    return done({
      team: row.teamName,
      email: row.email,
      role: row.role,
      invitedBy: row.inviterName,
      expiresAt: row.expiresAt.toISOString(),
      hasAccount: person !== null,
    });
  },
});
