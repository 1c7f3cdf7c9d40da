import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertKeySet, withKeysLocked } from '#db/queries/keys.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { COMMAND } from '#lib/use-case.ts';
import { KEYS_MADE, keyStates, kidOf, publishedKeySet, remakeKeys } from '../../e2e/key-scene.ts';
import { makeTeam, succeeded } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { TEST_SECRET } from '../../e2e/test-secret.ts';
import { exportRoot } from './export-root.ts';
import { keySetStanding } from './key-set-standing.ts';
import { readPrivateJwk, writePrivateJwk } from './private-jwk-file.ts';
import { revokeKey } from './revoke-key.ts';
import { rotateKey } from './rotate-key.ts';
import { signKeySet } from './sign-key-set.ts';
import { makeSigningKey, type SigningKey } from './signing-key.ts';
import { spareRootPath } from './spare-root-file.ts';
import { renewKeys } from './start-keys.ts';

const testDatabase = useTestDatabase();
const NOW = KEYS_MADE + 60_000;
let folder: string;
let file: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leasehold-root-'));
  file = join(folder, 'root-a.jwk');
  await remakeKeys(testDatabase);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const take = (days = 365, path = file) => exportRoot(COMMAND, { file: path, days }, { now: NOW });
const rotate = () => rotateKey(COMMAND, { use: 'answer' }, { now: NOW });
const sign = (root: SigningKey, days = 365) => signKeySet(COMMAND, { root, days }, { now: NOW });
const standing = () => keySetStanding(testDatabase.database.orm);
const kid = (wanted: string) => kidOf(testDatabase, wanted);
async function rootIn(path: string): Promise<SigningKey> {
  const key = await readPrivateJwk(path);
  if (key === null) throw new Error('there is no key');
  return key;
}
const privateParts = async () =>
  (await testDatabase.sql`select kid from signing_keys where use = 'root' and private_encrypted is not null`)
    .length;

test('export writes the root’s private JWK, which nobody else may read, and erases it from the database', async () => {
  const before = process.umask(0);
  const exported = succeeded(await take().finally(() => process.umask(before)));
  expect(exported).toMatchObject({ kid: await kid('root active'), file, keySet: { isRootOnline: false } });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    kty: 'OKP',
    crv: 'Ed25519',
    kid: exported.kid,
  });
  expect((await rootIn(file)).jwk.kid).toBe(exported.kid);
  expect(await privateParts()).toBe(0);
});

test('export signs one last key set, for as long as was chosen', async () => {
  const { keySet } = succeeded(await take(730));
  expect(keySet).toEqual({
    ver: 2,
    endsAt: new Date(NOW + 730 * DAY_MS).toISOString(),
    isCurrent: true,
    isRootOnline: false,
  });
  expect(await publishedKeySet(testDatabase)).toMatchObject({ ver: 2, exp: (NOW + 730 * DAY_MS) / 1000 });
});

test('a file that is there is not written over, and the root stays', async () => {
  writeFileSync(file, 'the only copy of something');
  expect(await take()).toMatchObject({ code: 'invalid-input', detail: expect.stringContaining('EEXIST') });
  expect(readFileSync(file, 'utf8')).toBe('the only copy of something');
  expect(await privateParts()).toBe(1);
  expect(await publishedKeySet(testDatabase)).toMatchObject({ ver: 1 });
});

test('a folder that is not there is said, and the root stays', async () => {
  expect(await take(365, join(folder, 'none', 'root'))).toMatchObject({ code: 'invalid-input' });
  expect(await privateParts()).toBe(1);
});

test('two that export at once get one file, and one is told that the root is offline already', async () => {
  const results = await Promise.all([take(), take(365, join(folder, 'other.jwk'))]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.find(({ ok }) => !ok)).toMatchObject({ code: 'conflict' });
});

test('with the root offline a rotation makes the next key and asks for the root, which signs, then the rotation goes on', async () => {
  succeeded(await take());
  const former = await kid('answer active');
  const published = succeeded(await rotate());
  expect(published).toMatchObject({ did: 'published', keySet: { ver: 2, isCurrent: false } });
  expect((await publishedKeySet(testDatabase)).answers).toHaveLength(1);
  expect(await rotate()).toMatchObject({
    code: 'conflict',
    detail: expect.stringContaining('npx leasehold keys sign-set --root <file>'),
  });
  expect(await kid('answer active')).toBe(former);

  const signed = succeeded(await sign(await rootIn(file), 30));
  expect(signed).toMatchObject({
    ver: 3,
    isCurrent: true,
    isRootOnline: false,
    endsAt: new Date(NOW + 30 * DAY_MS).toISOString(),
  });
  expect(succeeded(await rotate())).toMatchObject({ did: 'activated', kid: published.kid, retiring: former });
  expect(await standing()).toMatchObject({ ver: 3, isCurrent: true });
});

test('the server goes on with an offline root: it renews nothing and fails at nothing', async () => {
  succeeded(await take());
  await renewKeys({ handle: testDatabase.database.orm, secret: TEST_SECRET, now: NOW + 350 * DAY_MS });
  expect(await publishedKeySet(testDatabase)).toMatchObject({ ver: 2 });
});

test('the spare signs as well as the root, which stays where it is', async () => {
  const spare = await rootIn(spareRootPath(testDatabase.dataDir));
  expect(succeeded(await sign(spare))).toMatchObject({ ver: 2, isCurrent: true, isRootOnline: true });
  expect(await publishedKeySet(testDatabase)).toMatchObject({ ver: 2 });
  expect(await privateParts()).toBe(1);
});

test('a key that is no root signs no key set: a foreign one, an answer key, a root that was revoked', async () => {
  const foreign = await makeSigningKey();
  expect(await sign(foreign)).toMatchObject({
    code: 'invalid-input',
    detail: expect.stringContaining(`${foreign.jwk.kid} is no root`),
  });
  const spare = await rootIn(spareRootPath(testDatabase.dataDir));
  await testDatabase.sql`update signing_keys set state = 'revoked' where state = 'spare'`;
  expect(await sign(spare)).toMatchObject({ code: 'invalid-input' });
  await testDatabase.sql`update signing_keys set use = 'answer', state = 'next' where kid = ${spare.jwk.kid}`;
  expect(await sign(spare)).toMatchObject({ code: 'invalid-input' });
  expect(await publishedKeySet(testDatabase)).toMatchObject({ ver: 1 });
});

test('many that sign and rotate at once never publish a version twice', async () => {
  const spare = await rootIn(spareRootPath(testDatabase.dataDir));
  await Promise.all(Array.from({ length: 16 }, (_, nth) => (nth % 4 === 0 ? rotate() : sign(spare))));
  const vers = await testDatabase.sql<{ ver: number }[]>`select ver from key_sets order by ver`;
  expect(vers.map(({ ver }) => ver)).toEqual(Array.from({ length: vers.length }, (_, nth) => nth + 1));
  expect(vers.length).toBeGreaterThan(12);
});

test('the database takes no key set that is not newer than all before it', async () => {
  succeeded(await sign(await rootIn(spareRootPath(testDatabase.dataDir))));
  const [row] = await testDatabase.sql<{ jws: string }[]>`select jws from key_sets limit 1`;
  for (const ver of [0, 1, 2]) {
    const at = new Date(NOW);
    const insert = withKeysLocked(testDatabase.database.orm, (tx) =>
      insertKeySet(tx, { ver, jws: row?.jws ?? '', issuedAt: at, expiresAt: at }),
    );
    await expect(insert, String(ver)).rejects.toThrow('not newer');
  }
});

test('revoking with the root offline lets a published next key sign, and the key set waits for a root', async () => {
  succeeded(await rotate());
  succeeded(await take());
  const [active, next] = [await kid('answer active'), await kid('answer next')];
  const revoked = succeeded(await revokeKey(COMMAND, { kid: active }, { now: NOW }));
  expect(revoked).toMatchObject({ successor: next, keySet: { isCurrent: false } });
  expect((await keyStates(testDatabase)).get(next)).toBe('answer active');
  succeeded(await sign(await rootIn(file)));
  expect((await publishedKeySet(testDatabase)).answers.map((key) => key.kid)).toEqual([next]);
});

test('revoking the only key with the root offline asks for the root, and with it a new key signs', async () => {
  succeeded(await take());
  const active = await kid('answer active');
  expect(await revokeKey(COMMAND, { kid: active }, { now: NOW })).toMatchObject({
    code: 'conflict',
    detail: expect.stringContaining(`npx leasehold keys revoke ${active} --root <file>`),
  });
  expect(await kid('answer active')).toBe(active);
  const foreign = await makeSigningKey();
  expect(await revokeKey(COMMAND, { kid: active, root: foreign }, { now: NOW })).toMatchObject({
    code: 'invalid-input',
  });
  const root = await rootIn(file);
  const revoked = succeeded(await revokeKey(COMMAND, { kid: active, root, days: 10 }, { now: NOW }));
  expect(revoked.keySet).toMatchObject({
    ver: 3,
    isCurrent: true,
    endsAt: new Date(NOW + 10 * DAY_MS).toISOString(),
  });
  expect((await publishedKeySet(testDatabase)).answers.map((key) => key.kid)).toEqual([revoked.successor]);
});

test('a file with another thing in it is no root: no JSON, a public key, another curve, an x that is not of its d', async () => {
  const [one, two] = [await makeSigningKey(), await makeSigningKey()];
  await writePrivateJwk(file, one);
  const good = JSON.parse(readFileSync(file, 'utf8'));
  const { d: _, ...publicPart } = good;
  const wrong = ['', '{', 'null', '[]', publicPart, { ...good, crv: 'X25519' }, { ...good, x: two.jwk.x }];
  for (const [nth, content] of wrong.entries()) {
    const path = join(folder, String(nth));
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    expect(await readPrivateJwk(path), String(nth)).toBeNull();
  }
  expect((await rootIn(file)).jwk).toEqual(one.jwk);
});

test('before the first start there is nothing to rotate, export or sign', async () => {
  await testDatabase.sql`truncate signing_keys, key_sets`;
  const none = { code: 'conflict', detail: 'There are no keys yet; the first start makes them.' };
  expect(await rotate()).toMatchObject(none);
  expect(await take()).toMatchObject(none);
  expect(await sign(await makeSigningKey())).toMatchObject({ code: 'invalid-input' });
});

test('only an operator may', async () => {
  const { owner, staff } = await makeTeam(testDatabase, 'Acme');
  const root = await makeSigningKey();
  for (const actor of [owner, await staff('sales'), await staff('support')]) {
    expect(await exportRoot(actor, { file, days: 1 })).toMatchObject({ code: 'forbidden' });
    expect(await signKeySet(actor, { root, days: 1 })).toMatchObject({ code: 'forbidden' });
  }
  expect(await signKeySet(await staff('operator'), { root, days: 1 })).toMatchObject({
    code: 'invalid-input',
  });
});
