import { countOtherOwners, findMember, updateRole } from '#db/queries/members.ts';
import { lockTeamRow } from '#db/queries/teams.ts';
import { POLICY } from '#lib/domain/policy.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { lastOwner } from './change-member.ts';
import { locateBySlug, roleOf, type TeamView, theTeam, uuidOf, viewTeam } from './the-team.ts';

/**
 * Hands a team over: the member becomes an owner, and whoever hands over an admin, both at once. Answers `not-found`,
 * `forbidden`, `invalid-input` for who is no member, or is oneself, and `conflict` for somebody who is suspended and could
 * not act as the only owner. A command only makes the member an owner.
 */
export const transferTeam = useCase<
  { slug: string; member: string },
  TeamView,
  'forbidden' | 'invalid-input' | 'conflict'
>({
  action: 'team.transfer',
  locate: locateBySlug,
  async run(act, { member }) {
    const { tx, actor } = act;
    const team = await theTeam(act);
    await lockTeamRow(tx, team.id);
    // Asked again now that nobody else changes roles.
    if ((await roleOf(act, team.id)) !== 'owner') return failed('forbidden', POLICY['team.transfer'].says);
    const personId = uuidOf(member);
    const heir = personId === null ? null : await findMember(tx, team.id, personId);
    if (!heir || heir.id === actor.personId) {
      const detail = heir ? 'You own the team already.' : 'This is no member of the team.';
      return failed('invalid-input', detail, [{ pointer: '/member', detail }]);
    }
    await updateRole(tx, team.id, heir.id, 'owner');
    if (actor.personId !== null) {
      if ((await countOtherOwners(tx, team.id, actor.personId)) === 0) return lastOwner();
      await updateRole(tx, team.id, actor.personId, 'admin');
    }
    return done(await viewTeam(act, team), {
      subject: { type: 'team', id: team.id },
      before: { roles: { [heir.id]: heir.role } },
      after: { roles: { [heir.id]: 'owner', ...(actor.personId && { [actor.personId]: 'admin' }) } },
    });
  },
});
