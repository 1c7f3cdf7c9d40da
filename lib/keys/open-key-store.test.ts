import { compactVerify, createLocalJWKSet, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { listSigningKeys } from '#db/queries/keys.ts';
import { StartRefused } from '#lib/platform/start-refused.ts';
import { COMMAND } from '#lib/use-case.ts';
import type { Answer } from '#sdk/protocol/answer.ts';
import { parseLicenseId } from '#sdk/protocol/license-id.ts';
import { verifyLicenseKey } from '#sdk/protocol/license-key.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { TEST_SECRET } from '../../e2e/test-secret.ts';
import { keyStore } from './key-store.ts';
import { listKeys } from './list-keys.ts';
import { openKeyStore } from './open-key-store.ts';
import { signLicenseKey } from './sign-license-key.ts';
import { startKeys } from './start-keys.ts';

const testDatabase = useTestDatabase({ APP_URL: 'https://licenses.example.com' });
const NOW = Date.UTC(2026, 10, 24, 12);
const OTHER_SECRET = 'b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldC1vdGhlci0';
const LICENSE = parseLicenseId('LIC-7F3K-9QXM') ?? never();

beforeAll(async () => {
  const { database, dataDir } = testDatabase;
  await startKeys({ handle: database.orm, secret: TEST_SECRET, dataDir, now: NOW });
});

test('answers verify with the published key set of standard tools, and carry type and key ID in the header', async () => {
  const lock: Answer = {
    outcome: 'lock',
    claims: {
      sub: LICENSE,
      app: 'com.acme.app',
      prd: 'BlinkID',
      plt: 'ios',
      nonce: 'b2Zt3xY0qkP1n8Zw',
      iat: 1,
      exp: 301,
      reason: 'license-locked',
    },
  };
  const jws = keyStore().signAnswer(lock);
  const jwks = createLocalJWKSet({ keys: [...keyStore().jwks.keys] });
  const { payload, protectedHeader } = await jwtVerify(jws, jwks, {
    currentDate: new Date(2000),
    typ: 'lock+jwt',
  });
  expect(payload).toEqual(lock.claims);
  const answerKey = (await listSigningKeys(testDatabase.database.orm)).find(({ use }) => use === 'answer');
  expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'lock+jwt', kid: answerKey?.kid });
});

test('the JWK set holds the signing keys and no root, with what RFC 8037 asks for and nothing private', async () => {
  const rows = await listSigningKeys(testDatabase.database.orm);
  const signing = rows.filter(({ use }) => use !== 'root');
  expect(keyStore().jwks).toEqual({
    keys: signing.map(({ kid, publicJwk }) => ({
      kty: 'OKP',
      crv: 'Ed25519',
      x: publicJwk.x,
      kid,
      alg: 'EdDSA',
      use: 'sig',
    })),
  });
  expect(keyStore().jwks.keys).toHaveLength(2);
});

test('another AUTH_SECRET opens nothing and is answered with one line that names the variable and not the secret', async () => {
  const { database, dataDir } = testDatabase;
  const refusals = await Promise.all([
    openKeyStore({ handle: database.orm, secret: OTHER_SECRET }).catch((error: unknown) => error),
    startKeys({ handle: database.orm, secret: OTHER_SECRET, dataDir, now: NOW }).catch(
      (error: unknown) => error,
    ),
  ]);
  for (const refusal of refusals) {
    expect(refusal).toBeInstanceOf(StartRefused);
    expect(String(refusal)).toMatch(/^Error: AUTH_SECRET is not the secret .*; it must be .*\.$/);
    expect(String(refusal)).not.toContain(OTHER_SECRET);
  }
});

test('a private part that was put into another row does not open', async () => {
  const rows = await listSigningKeys(testDatabase.database.orm);
  const kid = (use: string) => rows.find((row) => row.use === use && row.state === 'active')?.kid ?? never();
  const sealed = (use: string) =>
    rows.find((row) => row.use === use && row.state === 'active')?.privateEncrypted ?? '';
  await testDatabase.sql`update signing_keys set private_encrypted = ${sealed('license')} where kid = ${kid('answer')}`;
  try {
    await expect(openKeyStore({ handle: testDatabase.database.orm, secret: TEST_SECRET })).rejects.toThrow(
      StartRefused,
    );
  } finally {
    await testDatabase.sql`update signing_keys set private_encrypted = ${sealed('answer')} where kid = ${kid('answer')}`;
  }
});

test('a store is not opened before there are keys: that is a mistake of the start', async () => {
  await expect(
    testDatabase.database.transaction(async (tx) => {
      await tx.execute('delete from key_sets');
      return openKeyStore({ handle: tx, secret: TEST_SECRET });
    }),
  ).rejects.toThrow('ensureKeys');
});

test('a license key names the license, the licensee, this server, 86,400 seconds and the second it was made', async () => {
  const terms = { licenseId: LICENSE, licensee: 'Ačmë “Inc” 😀', now: NOW + 999 };
  const key = await testDatabase.database.transaction((tx) => signLicenseKey(tx, terms));
  const licenses = (await listed()).licenses;
  expect(await verifyLicenseKey(key, licenses)).toMatchObject({
    ok: true,
    claims: {
      sub: 'LIC-7F3K-9QXM',
      licensee: 'Ačmë “Inc” 😀',
      url: 'https://licenses.example.com',
      grace: 86_400,
      iat: NOW / 1000,
    },
  });
  expect(decodeProtectedHeader(key)).toEqual({ alg: 'EdDSA', typ: 'license+jwt', kid: licenses[0]?.kid });
  const [jwk] = licenses;
  await compactVerify(key, await importJWK({ ...jwk, kty: 'OKP' }, 'EdDSA'));
});

test('keys are listed as roots to pin, the active one first, and signing keys with their state', async () => {
  const { roots, answers, licenses } = await listed();
  const rows = await listSigningKeys(testDatabase.database.orm);
  expect(roots.map(({ kid }) => rows.find((row) => row.kid === kid)?.state)).toEqual(['active', 'spare']);
  expect(Object.keys(roots[0] ?? {})).toEqual(['kty', 'crv', 'x', 'kid', 'alg', 'use']);
  expect(answers).toEqual([expect.objectContaining({ state: 'active', alg: 'EdDSA', use: 'sig' })]);
  expect(licenses).toEqual([expect.objectContaining({ state: 'active' })]);
});

test('retired and revoked keys are listed with their state but trusted no longer, and a retired key for license keys still is', async () => {
  const { sql, database, dataDir } = testDatabase;
  const row = (kid: string, use: string, state: string) => sql`
    insert into signing_keys (kid, use, state, public_jwk, created_at)
    values (${kid}, ${use}, ${state}, '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}', now())`;
  await row('aaaaaaaa', 'answer', 'retired');
  await row('bbbbbbbb', 'answer', 'retiring');
  await row('cccccccc', 'license', 'retired');
  await row('dddddddd', 'license', 'revoked');
  await row('eeeeeeee', 'root', 'revoked');
  await startKeys({ handle: database.orm, secret: TEST_SECRET, dataDir, now: NOW });
  const published = keyStore().jwks.keys.map(({ kid }) => kid);
  expect(published.filter((kid) => /^(.)\1+$/.test(kid))).toEqual(['bbbbbbbb', 'cccccccc']);
  const { roots, answers, licenses } = await listed();
  expect(answers.map(({ state }) => state)).toEqual(['active', 'retiring', 'retired']);
  expect(licenses.map(({ state }) => state)).toEqual(['active', 'retired', 'revoked']);
  expect(roots).toHaveLength(2);
  await sql`delete from signing_keys where kid ~ '^(.)\\1+$'`;
});

async function listed() {
  const result = await listKeys(COMMAND, {});
  if (!result.ok) throw new Error(result.detail);
  return result.value;
}

function never(): never {
  throw new Error('this cannot be missing');
}
