import { updateStaffRole } from '#db/queries/people.ts';
import { deleteSessionsOf } from '#db/queries/sessions.ts';
import { type StaffRow, updateSuspension } from '#db/queries/staff.ts';
import type { StaffRole } from '#lib/domain/policy.ts';
import { done, notFound, useCase } from '#lib/use-case.ts';
import { lastOperator, type StaffView, staffMember, viewStaff } from './staff-view.ts';

export type ChangeStaffInput = {
  /** An ID, or an address. */
  id: string;
  role?: StaffRole | undefined;
  suspended?: boolean | undefined;
};

/**
 * Gives somebody on staff another role, suspends or reinstates them. What they may do changes with their next request.
 * Suspended, they cannot sign in, their sessions end, and their tokens do nothing; teams they are in keep them. Answers
 * `not-found` for who is not on staff, `conflict` where no operator would be left who could act.
 * Tables in this order: people (operators first, by ID), sessions.
 */
export const changeStaff = useCase<ChangeStaffInput, StaffView, 'not-found' | 'conflict'>({
  action: 'staff.change',
  async run(act, { id, role, suspended }) {
    const { tx, now } = act;
    const member = await staffMember(act, id);
    if (!member) return notFound();
    const before = member.row;
    const after: StaffRow = {
      ...before,
      staffRole: role ?? before.staffRole,
      suspendedAt: suspended === undefined ? before.suspendedAt : suspended ? new Date(now) : null,
    };
    if (member.isLast && (after.staffRole !== 'operator' || after.suspendedAt)) return lastOperator();

    await updateStaffRole(tx, before.id, after.staffRole);
    if (Boolean(before.suspendedAt) !== Boolean(after.suspendedAt)) {
      await updateSuspension(tx, before.id, after.suspendedAt === null ? null : now);
      await deleteSessionsOf(tx, before.id);
    }
    return done(viewStaff(after), {
      subject: { type: 'person', id: before.id },
      before: termsOf(before),
      after: termsOf(after),
    });
  },
});

function termsOf({ staffRole, suspendedAt }: StaffRow) {
  return { staffRole, isSuspended: suspendedAt !== null };
}
