import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkFor, insertLicenseRow, type LicenseScene, NOON } from '../../e2e/check-scene.ts';
import { makeKeys } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { keyStore } from '../keys/key-store.ts';
import { directChecks } from './direct.ts';
import { installRecorder, makeRecorder, type Recorder } from './recorder.ts';

const testDatabase = useTestDatabase();
const DAY = 86_400_000;
let server: Server;
let recorder: Recorder;
let now = NOON;

beforeAll(async () => {
  await makeKeys(testDatabase);
  recorder = makeRecorder({ sql: testDatabase.database.checks });
  installRecorder(recorder);
  const readPeer = () => ({ address: '192.0.2.1', isForwarded: false });
  server = createServer(directChecks({ readPeer, now: () => now }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await recorder.close();
});

/** Asks over HTTP, verifies the answer as any tool would, and gives its type and claims. */
async function ask(check: object, at = NOON) {
  now = at;
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(check),
  });
  const jws = await response.text();
  expect(response.status, jws).toBe(200);
  const { payload } = await jwtVerify(jws, createLocalJWKSet({ keys: [...keyStore().jwks.keys] }), {
    currentDate: new Date(at),
    algorithms: ['EdDSA'],
  });
  return { typ: decodeProtectedHeader(jws).typ, ...payload };
}

const iat = Math.floor(NOON / 1000);
const asked = { app: 'com.acme.app', prd: 'BlinkID', plt: 'android', nonce: 'b2Zt3xY0qkP1n8Zw', iat };

test('a license that covers the request gets a lease with its own times and a lease ID', async () => {
  const license = await insertLicenseRow(testDatabase.sql);
  expect(await ask(checkFor(license))).toEqual({
    typ: 'lease+jwt',
    sub: license,
    ...asked,
    exp: iat + 3600,
    grace: 86_400,
    kind: 'trial',
    jti: expect.stringMatching(/^[\w-]{16}$/),
  });
});

test('a production license says so, and never gets the same lease ID twice', async () => {
  const license = await insertLicenseRow(testDatabase.sql, {
    kind: 'production',
    endsAt: null,
    leaseSeconds: 86_400,
  });
  const leases = await Promise.all(Array.from({ length: 100 }, () => ask(checkFor(license))));
  expect(leases[0]).toMatchObject({ kind: 'production', exp: iat + 86_400 });
  expect(new Set(leases.map(({ jti }) => jti)).size).toBe(100);
});

test('what was asked is repeated exactly, the License ID in capitals', async () => {
  const license = await insertLicenseRow(testDatabase.sql);
  const answer = await ask(
    checkFor(license.toLowerCase(), { app: 'com.acme.app:remote', nonce: '-_-_-_-_-_-_-_-_-_-_-_' }),
  );
  expect(answer).toMatchObject({
    typ: 'lease+jwt',
    sub: license,
    app: 'com.acme.app:remote',
    nonce: '-_-_-_-_-_-_-_-_-_-_-_',
  });
  const odd = 'no identifier "at all" \\ é😀';
  expect(await ask(checkFor(license, { app: odd, product: odd }))).toMatchObject({
    typ: 'refusal+jwt',
    app: odd,
    prd: odd,
  });
});

const LOCKS: [code: string, scene: Partial<LicenseScene>][] = [
  ['license-revoked', { revokedAt: NOON }],
  ['license-locked', { lockedAt: NOON }],
  ['trial-expired', { endsAt: NOON }],
];
test.each(LOCKS)('%s is a lock, to be asked about again after the retry time', async (reason, scene) => {
  const license = await insertLicenseRow(testDatabase.sql, scene);
  expect(await ask(checkFor(license))).toEqual({
    typ: 'lock+jwt',
    sub: license,
    ...asked,
    exp: iat + 300,
    reason,
  });
  expect(await ask(checkFor(license), NOON - 1000)).toMatchObject(
    reason === 'license-locked' ? { reason } : { typ: 'lease+jwt' },
  );
});

const REFUSALS: [code: string, scene: Partial<LicenseScene>, changes: Parameters<typeof checkFor>[1]][] = [
  ['licensee-mismatch', {}, { licensee: 'acme inc' }],
  ['license-not-started', { startsAt: NOON + 10 * DAY }, {}],
  ['product-not-covered', {}, { product: 'PhotoPay' }],
  ['platform-not-covered', {}, { platform: 'ios' }],
  ['app-not-registered', {}, { app: 'com.acme.app.debug' }],
];
test.each(REFUSALS)('%s is a refusal', async (reason, scene, changes) => {
  const license = await insertLicenseRow(testDatabase.sql, scene);
  const answer = await ask(checkFor(license, changes));
  expect(answer).toMatchObject({ typ: 'refusal+jwt', sub: license, iat, exp: iat + 300, reason });
  expect(answer).not.toHaveProperty('jti');
});

test('license-unknown is a refusal, signed like any other', async () => {
  expect(await ask(checkFor('LIC-0000-0000'))).toEqual({
    typ: 'refusal+jwt',
    sub: 'LIC-0000-0000',
    ...asked,
    exp: iat + 300,
    reason: 'license-unknown',
  });
});

test('former licensees, patterns and parent domains are read from the database for the request that needs them', async () => {
  const license = await insertLicenseRow(testDatabase.sql, {
    formerLicensees: ['Acme GmbH'],
    platforms: ['android', 'ios', 'browser'],
    apps: [
      { platform: 'android', value: 'com.acme.*' },
      { platform: 'ios', value: 'com.acme.App' },
      { platform: 'browser', value: '*.acme.example' },
    ],
  });
  const outcome = async (changes: Parameters<typeof checkFor>[1]) =>
    (await ask(checkFor(license, changes))).typ;
  expect(await outcome({ licensee: 'Acme GmbH', app: 'com.acme.one' })).toBe('lease+jwt');
  expect(await outcome({ app: 'com.acme.one.two' })).toBe('refusal+jwt');
  expect(await outcome({ platform: 'ios', app: 'COM.ACME.APP' })).toBe('lease+jwt');
  expect(await outcome({ platform: 'android', app: 'com.ACME.one' })).toBe('refusal+jwt');
  expect(await outcome({ platform: 'browser', app: 'a.b.acme.example' })).toBe('lease+jwt');
  expect(await outcome({ platform: 'browser', app: 'acme.example' })).toBe('refusal+jwt');
});

test('lease and grace end with the license to the second, and there is a lock from that instant on', async () => {
  const endsAt = NOON - (NOON % 1000) + 10_000;
  const license = await insertLicenseRow(testDatabase.sql, { endsAt, leaseSeconds: 60, graceSeconds: 60 });
  const end = endsAt / 1000;
  expect(await ask(checkFor(license), endsAt - 90_000)).toMatchObject({ exp: end - 30, grace: 30 });
  expect(await ask(checkFor(license), endsAt - 60_000)).toMatchObject({ exp: end, grace: 0 });
  expect(await ask(checkFor(license), endsAt - 1000)).toMatchObject({ typ: 'lease+jwt', exp: end, grace: 0 });
  expect(await ask(checkFor(license), endsAt)).toMatchObject({ typ: 'lock+jwt', reason: 'trial-expired' });
});

test('a lock is felt by the very next check after it was committed, also when it was set by a clock that is ahead, and so is its end', async () => {
  const license = await insertLicenseRow(testDatabase.sql);
  for (let round = 0; round < 20; round += 1) {
    const at = new Date(NOON + (round % 2) * 5000);
    await testDatabase.sql`update licenses set locked_at = ${at}, lock_reason = 'x' where id = ${license}`;
    expect(await ask(checkFor(license))).toMatchObject({ typ: 'lock+jwt', reason: 'license-locked' });
    await testDatabase.sql`update licenses set locked_at = null, lock_reason = null where id = ${license}`;
    expect(await ask(checkFor(license))).toMatchObject({ typ: 'lease+jwt' });
  }
});
