import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACTIONS, actionsOfTeamRole } from './policy.ts';
import { readScopes, scopesInForce } from './token-scopes.ts';

const viewer = actionsOfTeamRole('viewer');

test('scopes are read sorted and each once', () => {
  expect(readScopes(['license.read', 'check.read', 'license.read'], viewer)).toEqual({
    ok: true,
    scopes: ['check.read', 'license.read'],
  });
});

test('all stands alone and follows the role', () => {
  expect(readScopes(['all'], viewer)).toEqual({ ok: true, scopes: ['all'] });
  expect(scopesInForce(['all'], viewer)).toEqual(viewer);
  expect(readScopes(['all', 'license.read'], viewer)).toEqual({ ok: false, unknown: ['all'], beyond: [] });
});

test('what is unknown and what is more than the role allows are told apart', () => {
  expect(readScopes(['license.eat', 'trial.create'], viewer)).toEqual({
    ok: false,
    unknown: ['license.eat'],
    beyond: ['trial.create'],
  });
});

test('a public action may be named: everybody may do it anyway', () => {
  expect(readScopes(['product.list'], viewer)).toEqual({ ok: true, scopes: ['product.list'] });
});

test('a token never may more than its scopes name, nor more than the role allows', () => {
  const some = fc.subarray([...ACTIONS]);
  fc.assert(
    fc.property(some, some, (scopes, allowed) => {
      const inForce = scopesInForce(scopes, allowed);
      expect(inForce.every((action) => scopes.includes(action) && allowed.includes(action))).toBe(true);
      expect(inForce).toHaveLength(scopes.filter((action) => allowed.includes(action)).length);
    }),
  );
});
