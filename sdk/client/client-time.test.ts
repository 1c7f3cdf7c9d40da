import { expect, test } from 'vitest';
import { memoryStore } from './memory-store.ts';
import { DAY, HOUR, World } from './world.arbitrary.ts';

const offline = () => Promise.reject(new TypeError('fetch failed'));

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
