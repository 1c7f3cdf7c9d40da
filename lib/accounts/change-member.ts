import { revokeInvitationsOfTeam } from '#db/queries/invitations.ts';
import { countOtherOwners, deleteMembership, findMember, type MemberRow } from '#db/queries/members.ts';
import { lockTeamRow } from '#db/queries/teams.ts';
import { revokeTokensOfTeam } from '#db/queries/tokens.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import { judgeRoleChange } from '#lib/domain/team-roles.ts';
import { type Act, type Failure, failed, notFound } from '#lib/use-case.ts';
import { roleOf, theTeam, uuidOf } from './the-team.ts';

/** The last owner stays: what to do instead. */
export function lastOwner(): Failure<'conflict'> {
  return failed('conflict', 'This is the only owner of the team. Make another member an owner first.');
}

/**
 * A member whose role whoever acts may change to `to` (null: takes away), with the team held so that nobody else
 * changes roles meanwhile; or why not. Somebody of another team is answered like nobody.
 */
export async function memberToChange(
  act: Act,
  { id, to }: { id: string; to: TeamRole | null },
): Promise<{ ok: true; value: MemberRow } | Failure<'not-found' | 'forbidden' | 'conflict'>> {
  const { tx } = act;
  const team = await theTeam(act);
  await lockTeamRow(tx, team.id);
  const personId = uuidOf(id);
  const member = personId === null ? null : await findMember(tx, team.id, personId);
  if (!member) return notFound();
  const by = await roleOf(act, team.id);
  const otherOwners = await countOtherOwners(tx, team.id, member.id);
  const verdict = by === null ? 'out-of-reach' : judgeRoleChange({ by, from: member.role, to, otherOwners });
  if (verdict === 'out-of-reach')
    return failed('forbidden', 'Only an owner can make, change or remove owners.');
  return verdict === 'last-owner' ? lastOwner() : { ok: true, value: member };
}

/** Takes somebody out of a team, with the tokens that act as them there and the invitations they sent. */
export async function takeOut({ tx, now }: Act, teamId: string, personId: string) {
  await deleteMembership(tx, teamId, personId);
  const invitations = await revokeInvitationsOfTeam(tx, teamId, { invitedBy: personId, now });
  const tokens = await revokeTokensOfTeam(tx, teamId, { personId, now });
  return { role: null, invitations, tokens };
}
