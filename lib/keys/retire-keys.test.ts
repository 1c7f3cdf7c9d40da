import { beforeEach, expect, test } from 'vitest';
import { COMMAND } from '#lib/use-case.ts';
import { insertLicenseRow } from '../../e2e/check-scene.ts';
import { KEYS_MADE, keyStates, kidOf, publishedKeySet, remakeKeys } from '../../e2e/key-scene.ts';
import { makeTeam, succeeded } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { SIGN_WITHIN_MS } from './current-key-store.ts';
import { retireKeys } from './retire-keys.ts';
import { rotateKey } from './rotate-key.ts';

const testDatabase = useTestDatabase();
const ROTATED = KEYS_MADE + 60_000;
/** The catalogue's defaults: 86,400 s lease and 259,200 s grace (wire.md section 2). */
const DEFAULT_MS = 345_600_000;

beforeEach(async () => {
  await testDatabase.sql`truncate licenses cascade`;
  await remakeKeys(testDatabase);
});

async function rotate(use: 'answer' | 'license' = 'answer') {
  succeeded(await rotateKey(COMMAND, { use }, { now: ROTATED }));
  const rotation = succeeded(await rotateKey(COMMAND, { use }, { now: ROTATED }));
  if (rotation.did !== 'activated') throw new Error('the rotation is not done');
  return rotation.retiring;
}
const retireAt = (now: number) => retireKeys(COMMAND, {}, { now });

test('an answer key is needed until the longest lease with its grace has passed, to the millisecond, and the moment is said', async () => {
  const kid = await rotate();
  const until = ROTATED + SIGN_WITHIN_MS + DEFAULT_MS;
  expect(await retireAt(until - 1)).toMatchObject({
    ok: false,
    code: 'conflict',
    detail: `${kid} is needed until ${new Date(until).toISOString()}: leases that it signed may run.`,
  });
  expect(await kidOf(testDatabase, 'answer retiring')).toBe(kid);
  expect(succeeded(await retireAt(until))).toMatchObject({ retired: [kid], waiting: [], keySet: { ver: 3 } });
  expect(await kidOf(testDatabase, 'answer retired')).toBe(kid);
});

test('a retired answer key is in neither the key set nor the JWK set', async () => {
  const kid = await rotate();
  succeeded(await retireAt(ROTATED + SIGN_WITHIN_MS + DEFAULT_MS));
  const { ver, answers } = await publishedKeySet(testDatabase);
  expect(ver).toBe(3);
  expect(answers.map((key) => key.kid)).not.toContain(kid);
});

test('a license with a longer lease and grace than the catalogue’s keeps the key longer', async () => {
  await rotate();
  await insertLicenseRow(testDatabase.sql, { leaseSeconds: 864_000, graceSeconds: 1 });
  const until = ROTATED + SIGN_WITHIN_MS + 864_001_000;
  expect(await retireAt(until - 1)).toMatchObject({ code: 'conflict' });
  expect(await retireAt(until)).toMatchObject({ ok: true });
});

test('no key is needed for more than 60 days', async () => {
  await rotate();
  await insertLicenseRow(testDatabase.sql, { leaseSeconds: 9_000_000, graceSeconds: 9_000_000 });
  const until = ROTATED + SIGN_WITHIN_MS + 60 * 86_400_000;
  expect(await retireAt(until - 1)).toMatchObject({ code: 'conflict' });
  expect(await retireAt(until)).toMatchObject({ ok: true });
});

test('a key for license keys is retired at once, and stays in the key set for the apps that hold its keys', async () => {
  const license = await rotate('license');
  const answer = await rotate();
  const retirement = succeeded(await retireAt(ROTATED));
  expect(retirement).toMatchObject({ retired: [license], waiting: [{ kid: answer }], keySet: { ver: 3 } });
  expect(await kidOf(testDatabase, 'license retired')).toBe(license);
  expect((await publishedKeySet(testDatabase)).licenses.map((key) => key.kid)).toContain(license);
});

test('without a retiring key there is nothing to do', async () => {
  expect(await retireAt(ROTATED)).toMatchObject({ code: 'conflict', detail: 'No key is retiring.' });
});

test('two at once retire a key once', async () => {
  await rotate();
  const now = ROTATED + SIGN_WITHIN_MS + DEFAULT_MS;
  const results = await Promise.all([retireAt(now), retireAt(now)]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect([...(await keyStates(testDatabase)).values()].sort()).toEqual([
    'answer active',
    'answer retired',
    'license active',
    'root active',
    'root spare',
  ]);
});

test('only an operator may', async () => {
  const { owner, staff } = await makeTeam(testDatabase, 'Acme');
  expect(await retireKeys(owner, {})).toMatchObject({ code: 'forbidden' });
  expect(await retireKeys(await staff('sales'), {})).toMatchObject({ code: 'forbidden' });
  expect(await retireKeys(await staff('operator'), {})).toMatchObject({ code: 'conflict' });
});
