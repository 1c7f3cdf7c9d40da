import { type InvitationRow, listPendingInvitations } from '#db/queries/invitations.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Page, PageAsked } from '#lib/domain/page-of.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import { donePage } from '#lib/done-page.ts';
import { useCase } from '#lib/use-case.ts';
import { locateBySlug, theTeam } from './the-team.ts';

/** An invitation that waits, as the management API gives it. */
export type InvitationView = {
  id: string;
  email: string;
  role: TeamRole;
  state: 'open' | 'expired';
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
};

export function viewInvitation(row: InvitationRow, now: Instant): InvitationView {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    state: row.expiresAt.getTime() > now ? 'open' : 'expired',
    invitedBy: row.inviterName,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

/** The invitations of a team that wait, the newest first, and those that ran out waiting. Answers `not-found`, `invalid-input`. */
export const listInvitations = useCase<{ slug: string } & PageAsked, Page<InvitationView>, 'invalid-input'>({
  action: 'invitation.list',
  locate: locateBySlug,
  async run(act, asked) {
    const rows = await listPendingInvitations(act.tx, (await theTeam(act)).id);
    return donePage(
      rows.map((row) => viewInvitation(row, act.now)),
      asked,
    );
  },
});
