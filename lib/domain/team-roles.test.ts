import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TEAM_ROLES } from './policy.ts';
import { isLastOwner, judgeRoleChange, rolesInReach } from './team-roles.ts';

const role = fc.constantFrom(...TEAM_ROLES);
const change = fc.record({
  by: role,
  from: role,
  to: fc.constantFrom(...TEAM_ROLES, null),
  otherOwners: fc.nat({ max: 3 }),
});

it('lets an owner give every role, an admin every one but the owner’s, and others none', () => {
  expect(Object.fromEntries(TEAM_ROLES.map((one) => [one, rolesInReach(one)]))).toEqual({
    owner: ['owner', 'admin', 'developer', 'viewer'],
    admin: ['admin', 'developer', 'viewer'],
    developer: [],
    viewer: [],
  });
});

it('never leaves a team without an owner', () => {
  fc.assert(
    fc.property(change, (asked) => {
      if (judgeRoleChange(asked) !== 'fine') return;
      const owners = asked.otherOwners + (asked.to === 'owner' ? 1 : 0);
      if (asked.from === 'owner') expect(owners).toBeGreaterThan(0);
    }),
  );
});

it('lets nobody touch a role, or give one, that is out of their reach', () => {
  fc.assert(
    fc.property(change, (asked) => {
      const reach = rolesInReach(asked.by);
      const isInReach = reach.includes(asked.from) && (asked.to === null || reach.includes(asked.to));
      expect(judgeRoleChange(asked) === 'out-of-reach').toBe(!isInReach);
    }),
  );
});

it('lets the last owner stay an owner, and go once there is another', () => {
  expect(isLastOwner({ from: 'owner', to: null, otherOwners: 0 })).toBe(true);
  expect(isLastOwner({ from: 'owner', to: 'admin', otherOwners: 0 })).toBe(true);
  expect(isLastOwner({ from: 'owner', to: 'owner', otherOwners: 0 })).toBe(false);
  expect(isLastOwner({ from: 'owner', to: null, otherOwners: 1 })).toBe(false);
  expect(isLastOwner({ from: 'admin', to: null, otherOwners: 0 })).toBe(false);
});
