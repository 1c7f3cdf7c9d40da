import { decideApproval, lockApproval } from '#db/queries/approvals.ts';
import { findUnsafeLicenseTeam } from '#db/queries/licenses.ts';
import { done, failed, notFound, useCase } from '#lib/use-case.ts';
import { type ApprovalView, subjectOf, tellWhoAsked, viewDecided } from './approval-view.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Declines what a colleague asked for, or takes back one's own: nothing is done, and it can be asked for again.
 * Answers `not-found`, `forbidden`, `conflict` (decided already).
 */
export const declineApproval = useCase<
  { id: string; note?: string | undefined },
  ApprovalView,
  'not-found' | 'conflict'
>({
  action: 'approval.decline',
  run: async (act, { id, note = null }) => {
    const { tx, now, actor } = act;
    const approval = UUID.test(id) ? await lockApproval(tx, id) : null;
    if (!approval) return notFound();
    if (approval.state !== 'open') return failed('conflict', `This was ${approval.state} already.`);
    await decideApproval(tx, approval.id, {
      state: 'declined',
      decidedAt: new Date(now),
      decidedBy: actor.personId,
      decisionNote: note,
      alone: null,
    });
    await tellWhoAsked(act, approval);
    const team = approval.licenseId ? await findUnsafeLicenseTeam(tx, approval.licenseId) : null;
    return done(await viewDecided(act, approval.id), {
      subject: subjectOf(approval),
      teamId: team?.teamId ?? null,
      before: { approval: approval.id, type: approval.type, askedBy: approval.askedBy },
      after: { declinedBy: actor.personId },
    });
  },
});
