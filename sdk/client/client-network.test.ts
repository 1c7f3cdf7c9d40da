import { expect, test, vi } from 'vitest';
import type { ClientOptions } from './client-options.ts';
import { HOUR, START, World } from './world.arbitrary.ts';

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
