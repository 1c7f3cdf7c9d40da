/**
 * Who may give which role in a team, beyond the policy's rows.
 *
 * 1. An owner gives and takes every role.
 * 2. An admin gives and takes every role but the owner's: whoever could make owners would be one.
 * 3. A team has an owner who can sign in, always: the last one neither leaves nor takes a lower role.
 */
import type { TeamRole } from './policy.ts';

/** The roles that somebody with `role` can give, invite as, and take away. */
export function rolesInReach(role: TeamRole): TeamRole[] {
  if (role === 'owner') return ['owner', 'admin', 'developer', 'viewer'];
  return role === 'admin' ? ['admin', 'developer', 'viewer'] : [];
}

export type RoleChange = {
  /** Of whoever acts. */
  by: TeamRole;
  /** What the member is. */
  from: TeamRole;
  /** What the member becomes; null: no member any more. */
  to: TeamRole | null;
  /** How many owners who are not suspended the team has beside this member. */
  otherOwners: number;
};

/** Whether a role can be changed, or why not. Leaving by oneself is a change by one's own role. */
export function judgeRoleChange({
  by,
  from,
  to,
  otherOwners,
}: RoleChange): 'fine' | 'out-of-reach' | 'last-owner' {
  const reach = rolesInReach(by);
  if (!reach.includes(from) || (to !== null && !reach.includes(to))) return 'out-of-reach';
  return isLastOwner({ from, to, otherOwners }) ? 'last-owner' : 'fine';
}

/** Whether this would leave the team without an owner. */
export function isLastOwner({ from, to, otherOwners }: Omit<RoleChange, 'by'>): boolean {
  return from === 'owner' && to !== 'owner' && otherOwners === 0;
}
