import { listMembers as findMembers, type MemberRow } from '#db/queries/members.ts';
import type { Page, PageAsked } from '#lib/domain/page-of.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import { donePage } from '#lib/done-page.ts';
import { useCase } from '#lib/use-case.ts';
import { locateBySlug, theTeam } from './the-team.ts';

/** A member as the management API gives them. */
export type MemberView = { id: string; name: string; email: string; role: TeamRole; joinedAt: string };

export function viewMember({ id, name, email, role, joinedAt }: MemberRow): MemberView {
  return { id, name, email, role, joinedAt: joinedAt.toISOString() };
}

/** Who is in a team, the longest standing first. Answers `not-found`, `invalid-input`. */
export const listMembers = useCase<{ slug: string } & PageAsked, Page<MemberView>, 'invalid-input'>({
  action: 'member.list',
  locate: locateBySlug,
  run: async (act, asked) =>
    donePage((await findMembers(act.tx, (await theTeam(act)).id)).map(viewMember), asked),
});
