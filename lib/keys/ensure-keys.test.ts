import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listSigningKeys } from '#db/queries/keys.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { verifyKeySet } from '#sdk/protocol/key-set.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { TEST_SECRET } from '../../e2e/test-secret.ts';
import { ensureKeys } from './ensure-keys.ts';
import { spareRootPath } from './spare-root-file.ts';

const testDatabase = useTestDatabase();
const NOW = Date.UTC(2026, 10, 24, 12);
let dataDir: string;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'leasehold-keys-'));
  await testDatabase.sql`truncate signing_keys, key_sets`;
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const ensure = (folder = dataDir) =>
  ensureKeys({ handle: testDatabase.database.orm, secret: TEST_SECRET, dataDir: folder, now: NOW });
const rowsNow = () => listSigningKeys(testDatabase.database.orm);

test('the first start makes two roots, of which the spare has no private part in the database, and a key for each use', async () => {
  await ensure();
  const rows = await rowsNow();
  expect(
    rows.map(({ use, state, privateEncrypted }) => `${use} ${state} ${privateEncrypted !== null}`).sort(),
  ).toEqual(['answer active true', 'license active true', 'root active true', 'root spare false']);
  for (const row of rows) {
    expect(row.kid).toBe((await calculateJwkThumbprint(row.publicJwk)).slice(0, 8));
    expect(row.publicJwk).not.toHaveProperty('d');
    expect(row.activatedAt?.getTime()).toBe(row.state === 'active' ? NOW : undefined);
  }
});

test('the spare root lies in the data folder as a private JWK that nobody else may read, and is the one in the table', async () => {
  mkdirSync(join(dataDir, 'nested'), { mode: 0o755 });
  const before = process.umask(0);
  await ensure(join(dataDir, 'nested')).finally(() => process.umask(before));
  const path = spareRootPath(join(dataDir, 'nested'));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const jwk: { x: string; d: string; kid: string } = JSON.parse(readFileSync(path, 'utf8'));
  const spare = (await rowsNow()).find(({ state }) => state === 'spare');
  expect(jwk).toMatchObject({ kty: 'OKP', crv: 'Ed25519', x: spare?.publicJwk.x, kid: spare?.kid });
  const privateKey = await importJWK(jwk, 'EdDSA');
  expect(privateKey).toBeDefined();
  expect(jwk.d).toHaveLength(43);
});

test('key set 1 is signed by root A, lasts 90 days, and names the key for answers and the key for license keys', async () => {
  await ensure();
  const rows = await rowsNow();
  const roots = rows.filter(({ use }) => use === 'root').map(({ publicJwk }) => publicJwk);
  const [stored] = await testDatabase.sql<{ ver: number; jws: string }[]>`select ver, jws from key_sets`;
  const verified = await verifyKeySet(stored?.jws ?? '', roots);
  const of = (use: string) =>
    rows
      .filter((row) => row.use === use)
      .map(({ kid, publicJwk: { kty, crv, x } }) => ({ kty, crv, x, kid }));
  expect(verified).toEqual({
    ok: true,
    keySet: {
      ver: 1,
      iat: NOW / 1000,
      exp: (NOW + 90 * DAY_MS) / 1000,
      answers: of('answer'),
      licenses: of('license'),
    },
  });
  const rootA = rows.find(({ use, state }) => use === 'root' && state === 'active');
  const { protectedHeader } = await compactVerify(
    stored?.jws ?? '',
    await importJWK({ ...rootA?.publicJwk, kty: 'OKP' }, 'EdDSA'),
  );
  expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'keyset+jwt', kid: rootA?.kid });
});

test('a second start changes nothing, neither rows nor file', async () => {
  await ensure();
  const [rows, file] = [await rowsNow(), readFileSync(spareRootPath(dataDir), 'utf8')];
  await ensure();
  expect(await rowsNow()).toEqual(rows);
  expect(readFileSync(spareRootPath(dataDir), 'utf8')).toBe(file);
  expect(readdirSync(dataDir)).toEqual(['spare-root.jwk']);
});

test('the spare is not written again once it was carried away', async () => {
  await ensure();
  rmSync(spareRootPath(dataDir));
  await ensure();
  expect(readdirSync(dataDir)).toEqual([]);
});

test('several processes that start at once make one set of keys, and one of them the file', async () => {
  const folders = Array.from({ length: 6 }, (_, index) => join(dataDir, String(index)));
  await Promise.all(folders.map((folder) => ensure(folder)));
  expect(await rowsNow()).toHaveLength(4);
  const files = folders.flatMap((folder) => readFolder(folder));
  expect(files).toEqual(['spare-root.jwk']);
});

test('a data folder that cannot be written leaves no row behind', async () => {
  writeFileSync(join(dataDir, 'file'), '');
  await expect(ensure(join(dataDir, 'file'))).rejects.toThrow();
  expect(await rowsNow()).toEqual([]);
});

test('a spare that lies there already, of a start that was cut short, is set aside and not lost', async () => {
  writeFileSync(spareRootPath(dataDir), 'another spare', { mode: 0o600 });
  await ensure();
  expect(readdirSync(dataDir).sort()).toEqual([
    'spare-root.jwk',
    'spare-root.jwk.unused-2026-11-24T12-00-00.000Z',
  ]);
  expect(readFileSync(join(dataDir, 'spare-root.jwk.unused-2026-11-24T12-00-00.000Z'), 'utf8')).toBe(
    'another spare',
  );
});

test('the spare is on the disk before its row is committed', async () => {
  await testDatabase.sql`
    create function refuse_keys() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$`;
  await testDatabase.sql`create trigger refuse_keys before insert on signing_keys execute function refuse_keys()`;
  try {
    await expect(ensure()).rejects.toThrow();
    expect(readdirSync(dataDir)).toEqual(['spare-root.jwk']);
    expect(await rowsNow()).toEqual([]);
  } finally {
    await testDatabase.sql`drop trigger refuse_keys on signing_keys`;
    await testDatabase.sql`drop function refuse_keys`;
  }
});

test('no private part lies in the database as it is', async () => {
  await ensure();
  const seal = JSON.parse(readFileSync(spareRootPath(dataDir), 'utf8'));
  const [all] = await testDatabase.sql<{ text: string }[]>`
    select string_agg(k::text, ' ') || (select string_agg(s::text, ' ') from key_sets s) as text from signing_keys k`;
  expect(all?.text).not.toContain(seal.d);
  expect(all?.text).not.toContain('"d"');
});

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
