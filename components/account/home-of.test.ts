import { expect, test } from 'vitest';
import { homeOf } from './home-of.ts';

const team = { slug: 'acme-inc', name: 'Acme Inc', role: 'owner' as const };

test('a member goes to their first team, also when they are on staff', () => {
  expect(homeOf({ teams: [team], staffRole: null })).toBe('/acme-inc');
  expect(homeOf({ teams: [team], staffRole: 'operator' })).toBe('/acme-inc');
});

test('staff without a team go to the page for staff, everybody else to their account', () => {
  expect(homeOf({ teams: [], staffRole: 'support' })).toBe('/staff');
  expect(homeOf({ teams: [], staffRole: null })).toBe('/account');
});
