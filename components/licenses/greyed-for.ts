import { type Action, POLICY, type TeamRole } from '#lib/domain/policy.ts';

/** Why a control is greyed for somebody with this role in the team, in the policy's own words; null when it is not. */
export function greyedFor(action: Action, role: TeamRole | null): string | null {
  const row = POLICY[action];
  return role !== null && row.team.includes(role) ? null : row.says;
}
