import { beforeEach, expect, test } from 'vitest';
import { findNewestKeySet, listSigningKeys } from '#db/queries/keys.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { verifyKeySet } from '#sdk/protocol/key-set.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { TEST_SECRET } from '../../e2e/test-secret.ts';
import { keyStore } from './key-store.ts';
import { signKeySetWhenDue } from './sign-key-set-when-due.ts';
import { renewKeys, startKeys } from './start-keys.ts';

const testDatabase = useTestDatabase();
const NOW = Date.UTC(2026, 10, 24, 12);

beforeEach(async () => {
  const { database, dataDir, sql } = testDatabase;
  await sql`truncate signing_keys, key_sets`;
  await startKeys({ handle: database.orm, secret: TEST_SECRET, dataDir, now: NOW });
});

const signAt = (now: number) =>
  signKeySetWhenDue({ handle: testDatabase.database.orm, secret: TEST_SECRET, now });
const newest = async () => (await findNewestKeySet(testDatabase.database.orm)) ?? { ver: 0, jws: '' };
async function roots() {
  const rows = await listSigningKeys(testDatabase.database.orm);
  return rows.filter(({ use }) => use === 'root').map(({ publicJwk }) => publicJwk);
}

test('a key set is signed anew when it is a day old, and not a millisecond before', async () => {
  expect(await signAt(NOW + DAY_MS - 1)).toBe('current');
  expect(await newest()).toMatchObject({ ver: 1 });
  expect(await signAt(NOW + DAY_MS)).toBe('signed');
  const { ver, jws } = await newest();
  expect(ver).toBe(2);
  expect(await verifyKeySet(jws, await roots())).toMatchObject({
    ok: true,
    keySet: { ver: 2, iat: (NOW + DAY_MS) / 1000, exp: (NOW + 91 * DAY_MS) / 1000 },
  });
});

test('of several processes one signs, and versions rise by one', async () => {
  const results = await Promise.all(Array.from({ length: 5 }, () => signAt(NOW + DAY_MS)));
  expect(results.sort()).toEqual(['current', 'current', 'current', 'current', 'signed']);
  expect(await newest()).toMatchObject({ ver: 2 });
});

test('renewing puts the new key set where it is published, and leaves a current one alone', async () => {
  const first = keyStore().keySet;
  const renewAt = (now: number) => renewKeys({ handle: testDatabase.database.orm, secret: TEST_SECRET, now });
  await renewAt(NOW + 1);
  expect(keyStore().keySet).toBe(first);
  await renewAt(NOW + DAY_MS);
  expect(keyStore().keySet).toBe((await newest()).jws);
  expect(keyStore().keySet).not.toBe(first);
});

test('a root that was taken offline signs nothing, and the server goes on', async () => {
  await testDatabase.sql`update signing_keys set private_encrypted = null where use = 'root'`;
  expect(await signAt(NOW + DAY_MS)).toBe('root-offline');
  await renewKeys({
    handle: testDatabase.database.orm,
    secret: TEST_SECRET,
    now: NOW + DAY_MS,
  });
  expect(await newest()).toMatchObject({ ver: 1 });
});
