import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCheckRequest } from '#sdk/protocol/check-request.ts';
import { checkFor, insertLicenseRow, NOON } from '../../e2e/check-scene.ts';
import { makeKeys } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { makeRecorder, type Recorder } from './recorder.ts';

const testDatabase = useTestDatabase();
const HOUR = 3_600_000;
let recorder: Recorder;

beforeAll(async () => {
  await makeKeys(testDatabase);
  recorder = makeRecorder({ sql: testDatabase.database.checks });
});
afterAll(() => recorder.close());

function record(license: string, changes: Parameters<typeof checkFor>[1] = {}, now = NOON) {
  const parsed = parseCheckRequest(Buffer.from(JSON.stringify(checkFor(license, changes))));
  if (!parsed.ok) throw new Error(parsed.detail);
  return recorder.record({ check: parsed.check, network: '192.0.2.0/24', now: () => now });
}

const rowsOf = (license: string) => testDatabase.sql<Record<string, unknown>[]>`
  select hour, platform, app, product, version, os, outcome, code, count::int, last_at, lease_ends_at, grace_ends_at
  from check_counts where license_id = ${license} order by hour, platform, app, os, outcome`;

test('a lease is counted in its hour with what was asked, when it ends, and when its grace ends', async () => {
  const license = await insertLicenseRow(testDatabase.sql);
  await record(license, { nonce: 'AAAAAAAAAAAAAAAA' }, NOON + 1000);
  await record(license);
  await record(license, {}, NOON - 1000);
  const iat = Math.floor(NOON / 1000);
  const noon = {
    hour: new Date(Date.UTC(2026, 10, 24, 12)),
    platform: 'android',
    app: 'com.acme.app',
    product: 'BlinkID',
    version: '7.8.1',
    os: '15',
    outcome: 'lease',
    code: '',
    count: 2,
    last_at: new Date(NOON + 1000),
    lease_ends_at: new Date((iat + 1 + 3600) * 1000),
    grace_ends_at: new Date((iat + 1 + 3600 + 86_400) * 1000),
  };
  expect(await rowsOf(license)).toEqual([
    expect.objectContaining({ hour: new Date(Date.UTC(2026, 10, 24, 11)), count: 1 }),
    noon,
  ]);
});

test('the hour changes on the hour and not a millisecond before', async () => {
  const license = await insertLicenseRow(testDatabase.sql);
  const hour = Date.UTC(2026, 10, 24, 13);
  await record(license, {}, hour - 1);
  await record(license, {}, hour);
  expect((await rowsOf(license)).map((row) => row.hour)).toEqual([new Date(hour - HOUR), new Date(hour)]);
});

test('an identifier is counted as the license names it, a pattern as the pattern, whatever was decided', async () => {
  const license = await insertLicenseRow(testDatabase.sql, {
    platforms: ['android', 'ios'],
    apps: [
      { platform: 'android', value: 'com.acme.*' },
      { platform: 'ios', value: 'com.acme.App' },
      { platform: 'browser', value: '*.acme.example' },
    ],
  });
  await record(license, { app: 'com.acme.one' });
  await record(license, { app: 'com.acme.two:process' });
  await record(license, { app: 'COM.acme.APP', platform: 'ios' });
  await record(license, { app: 'https://shop.acme.example/x', platform: 'browser' });
  await record(license, { app: 'com.acme.one', licensee: 'Somebody else' });
  expect(
    (await rowsOf(license)).map(({ platform, app, outcome, code, count }) => [
      platform,
      app,
      outcome,
      code,
      count,
    ]),
  ).toEqual([
    ['android', 'com.acme.*', 'lease', '', 2],
    ['android', 'com.acme.*', 'refusal', 'licensee-mismatch', 1],
    ['browser', '*.acme.example', 'refusal', 'platform-not-covered', 1],
    ['ios', 'com.acme.App', 'lease', '', 1],
  ]);
});

test('a refused identifier is counted in its normalized form, and what is none as not an identifier', async () => {
  const license = await insertLicenseRow(testDatabase.sql, { platforms: ['android', 'ios'] });
  await record(license, { app: 'com.acme.app.debug:remote' });
  await record(license, { app: 'COM.Acme.Other', platform: 'ios' });
  await record(license, { app: 'what ever, 12' });
  await record(license, { app: '<script>' });
  const rows = await rowsOf(license);
  expect(rows.map(({ platform, app, code, count }) => [platform, app, code, count])).toEqual([
    ['android', 'com.acme.app.debug', 'app-not-registered', 1],
    ['android', 'not an identifier', 'app-not-registered', 2],
    ['ios', 'com.acme.other', 'app-not-registered', 1],
  ]);
  expect(rows.every((row) => row.lease_ends_at === null && row.grace_ends_at === null)).toBe(true);
});

test('locks are counted with their code', async () => {
  const license = await insertLicenseRow(testDatabase.sql, { lockedAt: NOON });
  await record(license);
  expect((await rowsOf(license)).map(({ app, outcome, code }) => [app, outcome, code])).toEqual([
    ['com.acme.app', 'lock', 'license-locked'],
  ]);
});

test('unknown License IDs are one row an hour, whatever they are, and none of the license', async () => {
  await testDatabase.sql`truncate unknown_check_counts`;
  await record('LIC-0000-0001', {}, NOON + 1000);
  await Promise.all(Array.from({ length: 5 }, (_, nth) => record(`LIC-0000-000${nth}`)));
  await record('LIC-0000-0001', {}, NOON + HOUR);
  const rows =
    await testDatabase.sql`select hour, count::int, last_at from unknown_check_counts order by hour`;
  const hour = Date.UTC(2026, 10, 24, 12);
  expect([...rows]).toEqual([
    { hour: new Date(hour), count: 6, last_at: new Date(NOON + 1000) },
    { hour: new Date(hour + HOUR), count: 1, last_at: new Date(NOON + HOUR) },
  ]);
  const [known] = await testDatabase.sql`
    select count(*)::int as rows from check_counts where license_id like 'LIC-0000-000%'`;
  expect(known).toEqual({ rows: 0 });
});

test('neither nonce nor licensee nor network is kept anywhere', async () => {
  const license = await insertLicenseRow(testDatabase.sql);
  await record(license, { nonce: 'NonceNonceNonce_', licensee: 'Licensee GmbH' });
  const [all] = await testDatabase.sql<{ text: string }[]>`
    select (select string_agg(c::text, ' ') from check_counts c) || coalesce((select string_agg(u::text, ' ') from unknown_check_counts u), '') as text`;
  for (const secret of ['NonceNonceNonce_', 'Licensee GmbH', '192.0.2'])
    expect(all?.text).not.toContain(secret);
});

test('1,500 different operating systems in an hour, in waves of 300 at once, are at most 500 rows, and every check is counted', async () => {
  const license = await insertLicenseRow(testDatabase.sql);
  for (let wave = 0; wave < 5; wave += 1) {
    const systems = Array.from({ length: 300 }, (_, nth) => `os ${wave} ${nth}`);
    await Promise.all(systems.map((os) => record(license, { os })));
  }
  const rows = await rowsOf(license);
  expect(rows.length).toBeLessThanOrEqual(500);
  expect(rows.length).toBeGreaterThan(300);
  expect(rows.reduce((sum, { count }) => sum + Number(count), 0)).toBe(1500);
  expect(new Set(rows.map(({ app }) => app))).toEqual(new Set(['com.acme.app']));
  const others = rows.filter(({ os }) => os === 'other');
  expect(others).toHaveLength(1);
  expect(others[0]).toMatchObject({
    product: 'BlinkID',
    version: '7.8.1',
    outcome: 'lease',
    lease_ends_at: expect.any(Date),
  });
});

test('one sender who varies everything, through two recorders at once, fills no more than 500 rows either', async () => {
  const license = await insertLicenseRow(testDatabase.sql);
  const second = makeRecorder({ sql: testDatabase.database.checks });
  const sent = Array.from({ length: 3000 }, (_, nth) => {
    const platform = ['android', 'ios', 'browser', 'linux', 'macos', 'windows', 'self-hosted'][nth % 7] ?? '';
    const app = nth % 5 === 0 ? 'com.acme.app' : `com.evil${nth}`;
    const parsed = parseCheckRequest(
      Buffer.from(
        JSON.stringify(
          checkFor(license, {
            platform,
            app,
            os: `${nth}`,
            version: `1.${nth}`,
            product: nth % 3 === 0 ? 'BlinkID' : `P${nth}`,
          }),
        ),
      ),
    );
    if (!parsed.ok) throw new Error(parsed.detail);
    return (nth % 2 === 0 ? recorder : second).record({ check: parsed.check, network: 'n', now: () => NOON });
  });
  expect(new Set((await Promise.all(sent)).map(({ kind }) => kind))).toEqual(new Set(['answered']));
  const rows = await rowsOf(license);
  expect(rows.length).toBeLessThanOrEqual(500);
  expect(rows.reduce((sum, { count }) => sum + Number(count), 0)).toBe(3000);
  expect(
    rows.filter(({ app, outcome }) => app === 'com.acme.app' && outcome === 'lease').length,
  ).toBeGreaterThan(0);
  await second.close();
});
