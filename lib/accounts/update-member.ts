import { updateRole } from '#db/queries/members.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import { done, useCase } from '#lib/use-case.ts';
import { memberToChange } from './change-member.ts';
import { type MemberView, viewMember } from './list-members.ts';
import { locateBySlug, theTeam } from './the-team.ts';

/**
 * Gives a member another role; what they and their tokens may do changes with their next request. Answers `not-found`,
 * `forbidden` for what an admin may not do to owners, and `conflict` for the last owner.
 */
export const updateMember = useCase<
  { slug: string; id: string; role: TeamRole },
  MemberView,
  'not-found' | 'forbidden' | 'conflict'
>({
  action: 'member.update',
  locate: locateBySlug,
  async run(act, { id, role }) {
    const member = await memberToChange(act, { id, to: role });
    if (!member.ok) return member;
    await updateRole(act.tx, (await theTeam(act)).id, member.value.id, role);
    return done(viewMember({ ...member.value, role }), {
      subject: { type: 'person', id: member.value.id },
      before: { role: member.value.role },
      after: { role },
    });
  },
});
