import { expect, test } from 'vitest';
import { DAY, HOUR, START, World } from './world.arbitrary.ts';

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
