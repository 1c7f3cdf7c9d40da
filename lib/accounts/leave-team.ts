import { countOtherOwners, findMember } from '#db/queries/members.ts';
import { lockTeamRow } from '#db/queries/teams.ts';
import { isLastOwner } from '#lib/domain/team-roles.ts';
import { done, notFound, useCase } from '#lib/use-case.ts';
import { lastOwner, takeOut } from './change-member.ts';
import { locateBySlug, theTeam } from './the-team.ts';

/**
 * Takes whoever asks out of a team, with their tokens for it and the invitations they sent. Answers `not-found`, and
 * `conflict` for the last owner.
 */
export const leaveTeam = useCase<{ slug: string }, undefined, 'not-found' | 'conflict'>({
  action: 'team.leave',
  locate: locateBySlug,
  async run(act) {
    const { tx, actor } = act;
    const team = await theTeam(act);
    await lockTeamRow(tx, team.id);
    const member = actor.personId === null ? null : await findMember(tx, team.id, actor.personId);
    if (!member) return notFound();
    const otherOwners = await countOtherOwners(tx, team.id, member.id);
    if (isLastOwner({ from: member.role, to: null, otherOwners })) return lastOwner();
    const after = await takeOut(act, team.id, member.id);
    const before = { role: member.role };
    return done(undefined, { subject: { type: 'person', id: member.id }, before, after });
  },
});
