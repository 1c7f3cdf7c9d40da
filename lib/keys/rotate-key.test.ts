import { beforeEach, expect, test } from 'vitest';
import { listSigningKeys } from '#db/queries/keys.ts';
import { COMMAND } from '#lib/use-case.ts';
import { KEYS_MADE, keyStates, kidOf, publishedKeySet, remakeKeys } from '../../e2e/key-scene.ts';
import { makeTeam, succeeded } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { currentKeyStore } from './current-key-store.ts';
import { rotateKey } from './rotate-key.ts';

const testDatabase = useTestDatabase();
beforeEach(() => remakeKeys(testDatabase));

const NOW = KEYS_MADE + 60_000;
const rotate = (use: 'answer' | 'license' = 'answer', now = NOW) => rotateKey(COMMAND, { use }, { now });
const kid = (wanted: string) => kidOf(testDatabase, wanted);
const kidsOf = (keys: readonly { kid: string }[]) => keys.map((key) => key.kid).sort();

test('the first step makes a next key and publishes it, and nothing is signed with it yet', async () => {
  const active = await kid('answer active');
  const rotation = succeeded(await rotate());
  expect(rotation).toMatchObject({
    did: 'published',
    keySet: { ver: 2, isCurrent: true, isRootOnline: true },
  });
  expect(await kid('answer next')).toBe(rotation.kid);
  expect(await kid('answer active')).toBe(active);
  const { ver, answers } = await publishedKeySet(testDatabase);
  expect(ver).toBe(2);
  expect(kidsOf(answers)).toEqual([active, rotation.kid].sort());
});

test('the second step signs with it, and the former is retiring, still published, and without its private part', async () => {
  const former = await kid('answer active');
  const { kid: next } = succeeded(await rotate());
  const rotation = succeeded(await rotate('answer', NOW + 5));
  expect(rotation).toMatchObject({ did: 'activated', kid: next, retiring: former, keySet: { ver: 2 } });
  const rows = new Map((await listSigningKeys(testDatabase.database.orm)).map((row) => [row.kid, row]));
  expect(rows.get(next)).toMatchObject({ state: 'active', activatedAt: new Date(NOW + 5), retiredAt: null });
  expect(rows.get(former)).toMatchObject({
    state: 'retiring',
    retiredAt: new Date(NOW + 5),
    privateEncrypted: null,
  });
  expect(kidsOf((await publishedKeySet(testDatabase)).answers)).toEqual([former, next].sort());
});

test('the key for license keys rotates alike and apart', async () => {
  const answer = await kid('answer active');
  const former = await kid('license active');
  succeeded(await rotate('license'));
  succeeded(await rotate('license'));
  expect(await kid('license retiring')).toBe(former);
  expect(await kid('answer active')).toBe(answer);
  expect((await publishedKeySet(testDatabase)).licenses).toHaveLength(2);
});

test('two that rotate at once take one step each, and versions rise by one', async () => {
  const former = await kid('answer active');
  const rotations = await Promise.all([rotate(), rotate()]);
  expect(rotations.map((rotation) => succeeded(rotation).did).sort()).toEqual(['activated', 'published']);
  expect(await kid('answer retiring')).toBe(former);
  expect((await publishedKeySet(testDatabase)).ver).toBe(2);
});

test('many that rotate at once leave one active key, and no version is given twice or left out', async () => {
  await Promise.all(Array.from({ length: 24 }, (_, nth) => rotate(nth % 2 === 0 ? 'answer' : 'license')));
  const states = [...(await keyStates(testDatabase)).values()];
  expect(states.filter((state) => state === 'answer active')).toHaveLength(1);
  expect(states.filter((state) => state === 'answer retiring')).toHaveLength(6);
  const vers = await testDatabase.sql<{ ver: number }[]>`select ver from key_sets order by ver`;
  expect(vers.map(({ ver }) => ver)).toEqual(Array.from({ length: 13 }, (_, nth) => nth + 1));
});

test('this process signs with the new key as soon as it asks, without a start', async () => {
  succeeded(await rotate());
  succeeded(await rotate());
  const { jwks, keySet } = await currentKeyStore();
  expect(jwks.keys.map((key) => key.kid)).toContain(await kid('answer active'));
  expect(keySet).toBe((await testDatabase.sql`select jws from key_sets order by ver desc limit 1`)[0]?.jws);
});

test('only an operator may', async () => {
  const { owner, staff } = await makeTeam(testDatabase, 'Acme');
  const asked = (actor: typeof owner) => rotateKey(actor, { use: 'answer' });
  expect(await asked(owner)).toMatchObject({ code: 'forbidden' });
  expect(await asked(await staff('support'))).toMatchObject({ code: 'forbidden' });
  expect(await asked(await staff('operator'))).toMatchObject({ ok: true });
});

test('the audit log says which key took the place of which', async () => {
  const former = await kid('answer active');
  succeeded(await rotate());
  const { kid: next } = succeeded(await rotate());
  const entries = await testDatabase.sql`
    select action, subject_type, before, after from audit_entries where subject_id = ${next} order by at, after->>'state' desc`;
  expect(entries).toEqual([
    {
      action: 'key.rotate',
      subject_type: 'key',
      before: null,
      after: { use: 'answer', state: 'next', keySet: 2 },
    },
    {
      action: 'key.rotate',
      subject_type: 'key',
      before: { use: 'answer', state: 'next', active: former },
      after: { use: 'answer', state: 'active', retiring: former, keySet: 2 },
    },
  ]);
});
