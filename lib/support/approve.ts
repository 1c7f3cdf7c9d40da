import { type ApprovalRow, countActiveStaff, decideApproval, lockApproval } from '#db/queries/approvals.ts';
import { findUnsafeLicenseTeam } from '#db/queries/licenses.ts';
import { type ApprovalType, mayApprove } from '#lib/domain/approvals.ts';
import { installation } from '#lib/platform/installation.ts';
import { type Act, done, type Failure, failed, notFound, type UseCase, useCase } from '#lib/use-case.ts';
import { type ApprovalView, subjectOf, tellWhoAsked, viewDecided } from './approval-view.ts';

/**
 * Does what was asked for, in the transaction of the approval: gives what happened for the audit log, or why it cannot
 * be done any more, which rolls the approval back. `act.teamId` is the team of the approval's license, if it has one;
 * `act.actor` is the second person.
 */
export type CarryOut = (
  act: Act,
  approval: ApprovalRow,
) => Promise<
  | { ok: true; after: Record<string, unknown>; subject?: { type: string; id: string }; teamId?: string }
  | Failure<'conflict'>
>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Makes the use case by which a second member of staff approves: what was asked for is done at once. Who asked does not
 * approve, unless nobody else is on staff and the installation allows that (LOCK_SECOND_PERSON).
 * Answers `not-found`, `forbidden`, `conflict` (decided already, or it cannot be done any more).
 */
export function approveBy(
  carryOut: Readonly<Record<ApprovalType, CarryOut>>,
): UseCase<{ id: string; note?: string | undefined }, ApprovalView, 'not-found' | 'forbidden' | 'conflict'> {
  return useCase({
    action: 'approval.approve',
    run: async (act, { id, note }: { id: string; note?: string | undefined }) => {
      const { tx, now, actor } = act;
      const approval = UUID.test(id) ? await lockApproval(tx, id) : null;
      if (!approval) return notFound();
      if (approval.state !== 'open') return failed('conflict', `This was ${approval.state} already.`);
      const may = mayApprove({
        type: approval.type,
        askedBy: approval.askedBy,
        decidedBy: actor.personId,
        activeStaff: await countActiveStaff(tx),
        isAloneAllowed: installation().config.lockSecondPerson === 'optional',
      });
      if (may === 'no') return failed('forbidden', refusal(actor.personId));
      const alone = may === 'alone' ? ('yes' as const) : null;
      const decision = {
        decidedAt: new Date(now),
        decidedBy: actor.personId,
        decisionNote: note ?? null,
        alone,
      };
      await decideApproval(tx, approval.id, { state: 'approved', ...decision });
      const team = approval.licenseId ? await findUnsafeLicenseTeam(tx, approval.licenseId) : null;
      const carried = await carryOut[approval.type]({ ...act, teamId: team?.teamId ?? null }, approval);
      if (!carried.ok) return carried;
      await tellWhoAsked(act, approval);
      return done(await viewDecided(act, approval.id), {
        subject: carried.subject ?? subjectOf(approval),
        teamId: carried.teamId ?? team?.teamId ?? null,
        before: { approval: approval.id, type: approval.type, askedBy: approval.askedBy },
        after: { ...carried.after, approvedBy: actor.personId, ...(alone && { alone: true }) },
      });
    },
  });
}

function refusal(personId: string | null): string {
  return personId === null
    ? 'The command line approves nothing: another member of staff does, in the browser.'
    : 'Whoever asked does not approve. Another member of staff does.';
}
