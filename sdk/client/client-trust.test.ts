import { expect, test } from 'vitest';
import { DAY, HOUR, newKey, START, World } from './world.arbitrary.ts';

const offline = () => Promise.reject(new TypeError('fetch failed'));

test.each([
  [
    'nonce',
    (jws: string, world: World) =>
      world.answer(JSON.stringify({ ...bodyOf(jws), nonce: 'AAAAAAAAAAAAAAAA' })),
    'other-question',
  ],
  [
    'application',
    (jws: string, world: World) => world.answer(JSON.stringify({ ...bodyOf(jws), app: 'com.other' })),
    'other-question',
  ],
  [
    'license',
    (jws: string, world: World) => world.answer(JSON.stringify({ ...bodyOf(jws), license: 'LIC-0000-0000' })),
    'other-question',
  ],
  ['signature', (jws: string) => `${jws.slice(0, -4)}AAAA`, 'wrong-signature'],
])('an answer with another %s is not believed', async (_, spoil, detail) => {
  const world = await World.make();
  const client = world.client({ keySet: world.signedKeySet });
  world.spoil = (jws) => spoil(jws, world);
  const status = await client.check();
  expect(status).toMatchObject({ state: 'grace', code: 'answer-not-trusted' });
  expect(status.detail).toContain(detail);
});

function bodyOf(jws: string): Record<string, unknown> {
  const { sub, prd, plt, ...claims } = JSON.parse(
    Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString(),
  );
  return { ...claims, license: sub, product: prd, platform: plt };
}

test('a replayed answer is not believed', async () => {
  const world = await World.make();
  const client = world.client();
  let first = '';
  world.spoil = (jws) => {
    first ||= jws;
    return first;
  };
  expect(await client.check()).toMatchObject({ state: 'leased' });
  world.time += HOUR;
  expect(await client.check()).toMatchObject({ state: 'grace', code: 'answer-not-trusted' });
});

test.each([
  [200, '<html>Sign in to the hotel</html>'],
  [302, ''],
  [403, 'Forbidden'],
  [511, '<html>Network Authentication Required</html>'],
  [503, '{"code":"unavailable"}'],
])(
  'an unsigned %i changes nothing: new stays new, a lease stays a lease, grace runs',
  async (status, text) => {
    const world = await World.make();
    const client = world.client();
    const portal = () => ({ status, text, headers: {} });
    world.network = portal;
    expect(await client.check()).toMatchObject({ state: 'new', code: 'server-unreachable' });
    world.network = () => null;
    expect(await client.refresh()).toMatchObject({ state: 'leased' });
    world.network = portal;
    expect(await client.refresh()).toMatchObject({ state: 'leased' });
    world.time += HOUR;
    expect(await client.check()).toMatchObject({ state: 'grace', code: 'server-unreachable' });
  },
);

test('without a key set a key gets no grace; with the one shipped it has the key’s own, a day at most, from the first attempt on', async () => {
  const world = await World.make({ grace: 10 * 86_400 });
  world.network = offline;
  expect(await world.client().check()).toMatchObject({ state: 'new', code: 'server-unreachable' });
  const client = world.client({ keySet: world.signedKeySet });
  expect(await client.status()).toMatchObject({ state: 'new' });
  expect(await client.check()).toMatchObject({
    state: 'grace',
    code: 'server-unreachable',
    graceEndsAt: START + DAY,
  });
  world.time += DAY - 1;
  expect(await client.check()).toMatchObject({ state: 'grace', graceEndsAt: START + DAY });
  world.time += 1;
  expect(await client.check()).toMatchObject({ state: 'locked', code: 'grace-exhausted' });
});

test('a key that the key set does not vouch for gets no grace', async () => {
  const [world, other] = [await World.make(), await World.make()];
  world.network = offline;
  const client = world.client({ key: other.key, keySet: world.signedKeySet });
  expect(await client.check()).toMatchObject({ state: 'new', code: 'key-not-trusted' });
});

test('keys of nobody’s trust: nothing is believed, nothing is thrown', async () => {
  const world = await World.make();
  for (const trustedKeys of [
    [],
    [null],
    ['x'],
    [{ kty: 'OKP', crv: 'Ed25519', x: 'AA' }],
    [(await newKey()).jwk],
  ]) {
    expect(await world.client({ trustedKeys }).check()).toMatchObject({
      state: 'new',
      code: 'answer-not-trusted',
    });
  }
});

test('an older key set is not taken back, and an ended one verifies nothing new', async () => {
  const world = await World.make();
  const client = world.client();
  await client.check();
  const old = world.keySet;
  const stolen = world.answerKey;
  const fresh = await newKey();
  world.answerKey = fresh;
  world.keySet = { ...old, ver: 8, answers: [fresh.jwk] };
  expect(await client.refresh()).toMatchObject({ state: 'leased' });
  world.answerKey = stolen;
  world.keySet = old;
  world.time += HOUR;
  expect(await client.refresh()).toMatchObject({ state: 'grace', code: 'answer-not-trusted' });
});

test('a key set that had ended when an answer was signed does not verify it, whatever the device’s clock says', async () => {
  const world = await World.make();
  world.keySet = { ...world.keySet, exp: Math.floor(world.time / 1000) };
  // For the license key it counts all the same, so that there is grace.
  expect(await world.client().check()).toMatchObject({ state: 'grace', code: 'answer-not-trusted' });
  world.keySet = { ...world.keySet, exp: Math.floor(world.time / 1000) + 1 };
  world.skew = 3650 * DAY;
  expect(await world.client().check()).toMatchObject({ state: 'leased' });
});
