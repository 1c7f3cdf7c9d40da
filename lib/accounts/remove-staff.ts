import { updateStaffRole } from '#db/queries/people.ts';
import { revokeStaffTokensOf } from '#db/queries/staff.ts';
import { done, failed, notFound, useCase } from '#lib/use-case.ts';
import { lastOperator, staffMember } from './staff-view.ts';

/**
 * Takes somebody off staff. Their account and the teams they are in stay theirs; tokens by which they acted as staff end.
 * Answers `not-found` for who is not on staff, `conflict` for the last operator who could act, and for who is suspended:
 * off staff, nobody could reinstate them. Tables in this order: people (operators first, by ID), api_tokens.
 */
export const removeStaff = useCase<{ id: string }, undefined, 'not-found' | 'conflict'>({
  action: 'staff.remove',
  async run(act, { id }) {
    const member = await staffMember(act, id);
    if (!member) return notFound();
    if (member.isLast) return lastOperator();
    const { row } = member;
    if (row.suspendedAt)
      return failed(
        'conflict',
        'They are suspended, and can do nothing. Reinstate them before you remove them.',
      );
    await updateStaffRole(act.tx, row.id, null);
    const endedTokens = await revokeStaffTokensOf(act.tx, row.id, act.now);
    return done(undefined, {
      subject: { type: 'person', id: row.id },
      before: { staffRole: row.staffRole },
      after: { staffRole: null, endedTokens },
    });
  },
});
