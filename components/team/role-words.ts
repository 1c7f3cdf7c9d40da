import type { StaffRole, TeamRole } from '#lib/domain/policy.ts';

/** What a role is called, in a team and on staff. */
export const ROLE_WORDS: Readonly<Record<TeamRole | StaffRole, string>> = {
  owner: 'Owner',
  admin: 'Admin',
  developer: 'Developer',
  viewer: 'Viewer',
  sales: 'Sales',
  support: 'Support',
  operator: 'Operator',
};

/** What a role in a team may do, in a line. */
export const ROLE_SAYS: Readonly<Record<TeamRole, string>> = {
  owner: 'Everything, the team itself and its owners included.',
  admin: 'Everything but owners, and deleting the team.',
  developer: 'Trials, identifiers, keys and tokens.',
  viewer: 'Sees licenses and checks; no keys, no changes.',
};

/** What a role on staff may do, in a line. */
export const STAFF_SAYS: Readonly<Record<StaffRole, string>> = {
  sales: 'Agreements, production licenses, endings, and requests for them.',
  support: 'Finds and explains any license, locks and unlocks.',
  operator: 'All of that, and staff, signing keys, catalogue and audit log.',
};
