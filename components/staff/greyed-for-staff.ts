import { type Action, POLICY, type StaffRole } from '#lib/domain/policy.ts';

/** Why a control is greyed for somebody with this role on staff, in the policy's own words; null when it is not. */
export function greyedForStaff(action: Action, role: StaffRole | null): string | null {
  const row = POLICY[action];
  return role !== null && row.staff.includes(role) ? null : row.says;
}
