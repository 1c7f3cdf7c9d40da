import { expect, test, vi } from 'vitest';
import type { ClientOptions } from './client-options.ts';
import { memoryStore } from './memory-store.ts';
import { DAY, HOUR, newKey, START, World } from './world.arbitrary.ts';

const offline = () => Promise.reject(new TypeError('fetch failed'));

test('a first check asks once, fetches the key set once, and the lease postpones all others', async () => {
  const world = await World.make();
  const client = world.client();
  expect(await client.status()).toMatchObject({ state: 'new' });
  const leased = await client.check();
  expect(leased).toMatchObject({
    state: 'leased',
    kind: 'trial',
    leaseEndsAt: START + HOUR,
    graceEndsAt: START + 3 * HOUR,
  });
  expect(world.asked.map(({ url }) => url)).toEqual([
    'https://license.example/api/v1/validate',
    'https://license.example/.well-known/leasehold-keys',
  ]);
  world.time += HOUR - 1;
  expect(await client.check()).toMatchObject({ state: 'leased' });
  expect(world.checks).toBe(1);
  world.time += 1;
  expect(await client.check()).toMatchObject({ state: 'leased', leaseEndsAt: START + 2 * HOUR });
  expect(world.asked).toHaveLength(3);
});

test('what is sent is the eight members and nothing else', async () => {
  const world = await World.make();
  await world.client().check();
  const body = JSON.parse(world.asked[0]?.body ?? '');
  expect(body).toEqual({
    license: 'LIC-7F3K-9QXM',
    licensee: 'Acme Inc',
    app: 'com.acme.app',
    product: 'BlinkID',
    version: '7.8.1',
    platform: 'android',
    os: '15',
    nonce: expect.stringMatching(/^[\w-]{16}$/),
  });
});

test('offline a lease is followed by grace, grace by the lock, and the next answer ends it', async () => {
  const world = await World.make();
  const client = world.client();
  await client.check();
  world.network = offline;
  world.time = START + HOUR;
  expect(await client.status()).toMatchObject({ state: 'grace' });
  expect(await client.check()).toMatchObject({
    state: 'grace',
    code: 'server-unreachable',
    graceEndsAt: START + 3 * HOUR,
  });
  world.time = START + 3 * HOUR - 1;
  expect(await client.status()).toMatchObject({ state: 'grace' });
  world.time = START + 3 * HOUR;
  expect(await client.status()).toMatchObject({ state: 'locked', code: 'grace-exhausted' });
  world.network = () => null;
  expect(await client.refresh()).toMatchObject({ state: 'leased' });
});

test('a lock and a refusal are asked about again at their end, and stay while nobody answers', async () => {
  const world = await World.make();
  const client = world.client();
  world.says = { outcome: 'lock', reason: 'license-locked' };
  expect(await client.check()).toMatchObject({
    state: 'locked',
    code: 'license-locked',
    nextCheckAt: START + 300_000,
  });
  world.time += 299_000;
  await client.check();
  expect(world.checks).toBe(1);
  world.network = offline;
  world.time += 1_000;
  expect(await client.check()).toMatchObject({ state: 'locked', code: 'license-locked' });
  world.time += 30 * DAY;
  expect(await client.check()).toMatchObject({ state: 'locked', code: 'license-locked' });
  world.network = () => null;
  world.says = { outcome: 'refusal', reason: 'app-not-registered' };
  expect(await client.refresh()).toMatchObject({ state: 'refused', code: 'app-not-registered' });
  world.says = { outcome: 'lease' };
  world.time += 300_000;
  expect(await client.check()).toMatchObject({ state: 'leased' });
});

test('the state survives a restart, and an edited store is worth nothing', async () => {
  const world = await World.make();
  const kept = new Map<string, string>();
  const store = {
    get: (name: string) => kept.get(name) ?? null,
    set: (name: string, text: string) => void kept.set(name, text),
  };
  await world.client({ store }).check();
  world.network = offline;
  expect(await world.client({ store }).status()).toMatchObject({ state: 'leased' });
  const name = [...kept.keys()].find((one) => one.includes('LIC-')) ?? '';
  const text = kept.get(name) ?? '';
  const [, jws] = JSON.parse(text);
  const [head, body, tail] = jws.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  const longer = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 1_000_000 })).toString(
    'base64url',
  );
  for (const edited of [
    text.replace(body, longer),
    text.slice(0, -9),
    '{}',
    'null',
    '[1]',
    text.replace(jws, `${head}.${body}.${'A'.repeat(tail.length)}`),
  ]) {
    kept.set(name, edited);
    expect(await world.client({ store }).status(), edited).toMatchObject({
      state: 'new',
      detail: expect.stringContaining('unreadable'),
    });
  }
});

test('an answer for another app, product, platform or license in the store is worth nothing', async () => {
  const world = await World.make();
  const kept = new Map<string, string>();
  const store = {
    get: (name: string) => kept.get(name) ?? null,
    set: (name: string, text: string) => void kept.set(name, text),
  };
  await world.client({ store }).check();
  const [[, text = ''] = []] = [...kept].filter(([one]) => one.includes('LIC-'));
  world.network = offline;
  const everywhere = {
    get: (name: string) => (name.includes('LIC-') ? text : (kept.get(name) ?? null)),
    set: () => undefined,
  };
  for (const changes of [{ app: 'com.other.app' }, { product: 'BlinkCard' }, { platform: 'ios' as const }]) {
    expect(await world.client({ ...changes, store: everywhere }).status()).toMatchObject({ state: 'new' });
  }
});

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

test('however many callers there are, one request is under way, also among clients of one store', async () => {
  const world = await World.make();
  const store = memoryStore();
  const [one, two] = [world.client({ store }), world.client({ store })];
  const all = await Promise.all([one.check(), one.check(), two.check(), one.refresh()]);
  expect(all.map(({ state }) => state)).toEqual(['leased', 'leased', 'leased', 'leased']);
  expect(world.checks).toBe(1);
});

test('a scan waits no longer than its timeout while grace carries it, and the late answer is taken', async () => {
  const world = await World.make();
  const client = world.client({ timeoutMs: 30 });
  await client.check();
  world.time += HOUR;
  const gate = Promise.withResolvers<null>();
  world.network = () => gate.promise as never;
  const startedAt = performance.now();
  expect(await client.check()).toMatchObject({ state: 'grace' });
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  const told = Promise.withResolvers<string>();
  client.onChange(({ state }) => told.resolve(state));
  gate.resolve(null);
  await expect.poll(async () => (await client.status()).state).toBe('leased');
  expect(await told.promise).toBe('leased');
});

test('a clock that is set back lengthens neither lease nor grace, and an answer sets it right', async () => {
  const world = await World.make();
  const client = world.client();
  await client.check();
  world.network = offline;
  world.time += HOUR / 2;
  await client.status();
  world.skew = -10 * DAY;
  expect(await client.status()).toMatchObject({ state: 'leased', code: 'clock-behind' });
  world.time += HOUR / 2;
  expect(await client.status()).toMatchObject({ state: 'grace', code: 'clock-behind' });
  world.time += 2 * HOUR;
  expect(await client.status()).toMatchObject({ state: 'locked', code: 'grace-exhausted' });
  world.network = () => null;
  const leased = await client.refresh();
  expect(leased).toMatchObject({ state: 'leased', leaseEndsAt: world.now() + HOUR });
  expect(leased.code).toBeUndefined();
});

test.each([-3650 * DAY, -5 * HOUR, 5 * HOUR, 3650 * DAY])(
  'with a clock that is wrong by %i ms a lease lasts as long as it was given',
  async (skew) => {
    const world = await World.make();
    world.skew = skew;
    const client = world.client();
    expect(await client.check()).toMatchObject({ state: 'leased', leaseEndsAt: world.now() + HOUR });
    world.network = offline;
    world.time += HOUR - 1;
    expect(await client.status()).toMatchObject({ state: 'leased' });
    world.time += 1;
    expect(await client.status()).toMatchObject({ state: 'grace' });
  },
);

test('with the process off and the clock set back, a lease is longer by that time at most', async () => {
  const world = await World.make();
  const store = memoryStore();
  await world.client({ store }).check();
  world.network = offline;
  world.time += HOUR / 2;
  await world.client({ store }).status();
  // Off for ten minutes, in which the clock is set back by a day.
  world.time += 600_000;
  world.skew = -DAY;
  const client = world.client({ store });
  expect(await client.status()).toMatchObject({ state: 'leased' });
  world.time += HOUR / 2;
  expect(await client.status()).toMatchObject({ state: 'grace' });
});

test('back-off and Retry-After say when the next check may ask, and nothing sleeps', async () => {
  const world = await World.make();
  const client = world.client();
  world.network = () => ({ status: 503, text: '', headers: { 'retry-after': '120' } });
  const { nextCheckAt = 0 } = await client.check();
  expect(nextCheckAt).toBeGreaterThanOrEqual(START + 120_000);
  await client.check();
  world.time += 119_000;
  await client.check();
  expect(world.checks).toBe(1);
  world.network = () => ({ status: 429, text: '', headers: { 'retry-after': '999999' } });
  world.time = nextCheckAt;
  expect((await client.check()).nextCheckAt).toBeLessThanOrEqual(world.now() + HOUR);
  expect(world.checks).toBe(2);
});

test('with a proxy everything goes to it, and a wrong one sends nothing', async () => {
  const world = await World.make();
  expect(await world.client({ proxy: 'https://proxy.example:8443/licenses/' }).check()).toMatchObject({
    state: 'leased',
  });
  expect(world.asked.map(({ url }) => url)).toEqual([
    'https://proxy.example:8443/licenses/api/v1/validate',
    'https://proxy.example:8443/licenses/.well-known/leasehold-keys',
  ]);
  world.asked.length = 0;
  for (const proxy of [
    '',
    'proxy.example',
    'http://proxy.example',
    'ftp://a',
    'https://u:p@a.example',
    'https://a.example/?x',
  ]) {
    expect(await world.client({ proxy }).check(), proxy).toMatchObject({
      state: 'new',
      code: 'proxy-invalid',
    });
  }
  expect(world.asked).toEqual([]);
});

test('a malformed key sends nothing, and says what it is', async () => {
  const world = await World.make();
  for (const key of ['', 'LIC-7F3K-9QXM', world.key.slice(0, -3), `${world.key}AA`]) {
    const client = world.client({ key });
    expect(await client.check()).toMatchObject({ state: 'new', code: 'key-malformed' });
    expect(client.inspectKey()).toMatchObject({ ok: false });
  }
  expect(
    await world.client({ key: `  ${world.key.slice(0, 50)}\n ${world.key.slice(50)}` }).check(),
  ).toMatchObject({ state: 'leased' });
  const plain = await World.make({ url: 'http://license.example' });
  expect(await plain.client().check()).toMatchObject({ state: 'new', code: 'key-malformed' });
  expect(plain.asked).toEqual([]);
});

test('a store that throws is no store', async () => {
  const world = await World.make();
  const store = {
    get: () => {
      throw new Error('no');
    },
    set: () => Promise.reject(new Error('no')),
  };
  const status = await world.client({ store }).check();
  expect(status).toMatchObject({ state: 'leased', detail: expect.stringContaining('store') });
});

test('an aborted check ends at once and says how things stand', async () => {
  const world = await World.make();
  const client = world.client();
  world.network = () => new Promise<never>(() => undefined);
  const stop = new AbortController();
  const checking = client.check({ signal: stop.signal });
  stop.abort();
  expect(await checking).toMatchObject({ state: 'new' });
});

test('a runtime without Ed25519 says so, and one that is given works', async () => {
  const world = await World.make();
  const none = () => Promise.reject(new DOMException('Unrecognized algorithm name', 'NotSupportedError'));
  expect(await world.client({ ed25519: none }).check()).toMatchObject({
    state: 'new',
    code: 'answer-not-trusted',
    detail: expect.stringContaining('NotSupportedError'),
  });
  let verified = 0;
  const ed25519: ClientOptions['ed25519'] = async (signature, message, publicKey) => {
    verified += 1;
    const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
    return crypto.subtle.verify('Ed25519', key, signature, message);
  };
  expect(await world.client({ ed25519 }).check()).toMatchObject({ state: 'leased' });
  expect(verified).toBeGreaterThan(1);
});

test('a listener that throws is heard of on the console, and harms nobody', async () => {
  const world = await World.make();
  const client = world.client();
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  client.onChange(() => {
    throw new Error('of the app');
  });
  const heard: string[] = [];
  client.onChange(({ state }) => heard.push(state));
  expect(await client.check()).toMatchObject({ state: 'leased' });
  expect(heard.at(-1)).toBe('leased');
  expect(said).toHaveBeenCalled();
  said.mockRestore();
});
