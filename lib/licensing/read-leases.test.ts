import { beforeAll, expect, it } from 'vitest';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { readChecks } from './read-checks.ts';
import { readLeases } from './read-leases.ts';

const test = useTestDatabase();
const NOW = Date.UTC(2026, 10, 24, 14, 30, 0);
let acme: Scene;
let id: string;

type Count = {
  hour: string;
  outcome: string;
  count: number;
  app?: string;
  code?: string;
  ends?: string;
  grace?: string;
  platform?: string;
};

async function counted({
  hour,
  outcome,
  count,
  app = 'com.acme.app',
  code = '',
  ends,
  grace,
  platform = 'android',
}: Count) {
  await test.sql`insert into check_counts (hour, license_id, platform, app, product, version, os, outcome, code, count, last_at, lease_ends_at, grace_ends_at)
    values (${hour}, ${id}, ${platform}, ${app}, 'BlinkID', '7.8.1', '15', ${outcome}, ${code}, ${count}, ${hour}, ${ends ?? null}, ${grace ?? null})`;
}

beforeAll(async () => {
  await makeKeys(test);
  acme = await makeTeam(test, 'Acme Inc');
  const apps = ['com.acme.app', 'com.acme.kiosk'].map((value) => ({ platform: 'android' as const, value }));
  ({ id } = await makeTrial(acme.owner, { apps }, NOW - 86_400_000));
  await counted({
    hour: '2026-11-24T13:00:00Z',
    outcome: 'lease',
    count: 100,
    ends: '2026-11-24T14:50:00Z',
    grace: '2026-11-25T14:50:00Z',
  });
  await counted({
    hour: '2026-11-24T14:00:00Z',
    outcome: 'lease',
    count: 10,
    ends: '2026-11-24T15:20:00Z',
    grace: '2026-11-25T15:20:00Z',
  });
  await counted({
    hour: '2026-11-23T09:00:00Z',
    outcome: 'refusal',
    code: 'app-not-registered',
    app: 'com.acme.debug',
    count: 3,
  });
  await counted({ hour: '2026-11-24T14:00:00Z', outcome: 'lock', code: 'license-locked', count: 2 });
});

it('gives one item for each registered identifier, with nothing where there was no lease', async () => {
  const { items } = succeeded(await readLeases(acme.owner, { id }, { now: NOW }));
  expect(items).toEqual([
    {
      app: 'com.acme.app',
      platform: 'android',
      lastLeaseAt: '2026-11-24T14:00:00.000Z',
      leaseEndsAt: '2026-11-24T15:20:00.000Z',
      graceEndsAt: '2026-11-25T15:20:00.000Z',
      running: 60,
    },
    {
      app: 'com.acme.kiosk',
      platform: 'android',
      lastLeaseAt: null,
      leaseEndsAt: null,
      graceEndsAt: null,
      running: 0,
    },
  ]);
});

it('runs none once the last lease has ended', async () => {
  const { items } = succeeded(await readLeases(acme.owner, { id }, { now: Date.UTC(2026, 10, 24, 15, 20) }));
  expect(items[0]?.running).toBe(0);
});

it('counts at least one while a lease runs', async () => {
  const { items } = succeeded(
    await readLeases(acme.owner, { id }, { now: Date.UTC(2026, 10, 24, 15, 19, 59) }),
  );
  expect(items[0]?.running).toBeGreaterThanOrEqual(1);
});

it('sums checks by day in order of time, and by identifier in order of number', async () => {
  const days = succeeded(await readChecks(acme.owner, { id, by: 'day' }, { now: NOW }));
  expect(days.items).toEqual([
    { day: '2026-11-23', lease: 0, lock: 0, refusal: 3, total: 3 },
    { day: '2026-11-24', lease: 110, lock: 2, refusal: 0, total: 112 },
  ]);
  const apps = succeeded(await readChecks(acme.owner, { id, by: 'app' }, { now: NOW }));
  expect(apps.items.map(({ app, total }) => [app, total])).toEqual([
    ['com.acme.app', 112],
    ['com.acme.debug', 3],
  ]);
});

it('sums by hour within a span', async () => {
  const span = { from: '2026-11-24T14:00:00Z', to: '2026-11-24T15:00:00Z' };
  const hours = succeeded(await readChecks(acme.owner, { id, by: 'hour', ...span }, { now: NOW }));
  expect(hours.items).toEqual([
    { hour: '2026-11-24T14:00:00.000Z', lease: 10, lock: 2, refusal: 0, total: 12 },
  ]);
});

it('answers invalid-input when the span is none, and not-found to another team', async () => {
  const wrong = { from: '2026-11-24T14:00:00Z', to: '2026-11-24T14:00:00Z' };
  await expect(readChecks(acme.owner, { id, by: 'day', ...wrong })).resolves.toMatchObject({
    code: 'invalid-input',
  });
  const other = await makeTeam(test, 'Other Inc');
  await expect(readChecks(other.owner, { id, by: 'day' })).resolves.toMatchObject({ code: 'not-found' });
  await expect(readLeases(other.owner, { id })).resolves.toMatchObject({ code: 'not-found' });
});
