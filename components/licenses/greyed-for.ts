import { type Action, POLICY, type StaffRole, type TeamRole } from '#lib/domain/policy.ts';

/** Why a control is greyed for somebody with this role in the team, or on staff, in the policy's own words; null when it is not. */
export function greyedFor(action: Action, role: TeamRole | null, staffRole?: StaffRole): string | null {
  const row = POLICY[action];
  const may =
    (role !== null && row.team.includes(role)) || (staffRole !== undefined && row.staff.includes(staffRole));
  return may ? null : row.says;
}
