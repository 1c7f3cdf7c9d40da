import { beforeEach, expect, test } from 'vitest';
import { listSigningKeys } from '#db/queries/keys.ts';
import { COMMAND } from '#lib/use-case.ts';
import type { Answer } from '#sdk/protocol/answer.ts';
import { readJws } from '#sdk/protocol/jws.ts';
import { formatLicenseId } from '#sdk/protocol/license-id.ts';
import { LICENSE_KEY_TYPE } from '#sdk/protocol/license-key.ts';
import { insertLicenseRow } from '../../e2e/check-scene.ts';
import { KEYS_MADE, keyStates, kidOf, publishedKeySet, remakeKeys } from '../../e2e/key-scene.ts';
import { makeTeam, succeeded } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { TEST_SECRET } from '../../e2e/test-secret.ts';
import { currentKeyStore, keyStoreAt, SIGN_WITHIN_MS } from './current-key-store.ts';
import { installKeyStore, keyStore } from './key-store.ts';
import { openKeyStore } from './open-key-store.ts';
import { revokeKey } from './revoke-key.ts';
import { rotateKey } from './rotate-key.ts';

const testDatabase = useTestDatabase();
beforeEach(() => remakeKeys(testDatabase));

const NOW = KEYS_MADE + 60_000;
const revoke = (kid: string) => revokeKey(COMMAND, { kid }, { now: NOW });
const rotate = () => rotateKey(COMMAND, { use: 'answer' }, { now: NOW });
const kid = (wanted: string) => kidOf(testDatabase, wanted);
const answerKids = async () => (await publishedKeySet(testDatabase)).answers.map((key) => key.kid).sort();

const lock: Answer = {
  outcome: 'lock',
  claims: {
    sub: formatLicenseId(new Uint8Array(5)),
    app: 'a.b',
    prd: 'BlinkID',
    plt: 'ios',
    nonce: 'b2Zt3xY0qkP1n8Zw',
    iat: 1,
    exp: 2,
    reason: 'license-locked',
  },
};
const signerOf = ({ signAnswer }: Pick<ReturnType<typeof keyStore>, 'signAnswer'>) =>
  readJws(signAnswer(lock))?.header.kid;

test('the active key is dropped from key set and JWK set, and a new one signs, in one transaction', async () => {
  const active = await kid('answer active');
  const revocation = succeeded(await revoke(active));
  expect(revocation).toMatchObject({ kid: active, use: 'answer', licenses: null, keySet: { ver: 2 } });
  expect(await kid('answer revoked')).toBe(active);
  expect(await kid('answer active')).toBe(revocation.successor);
  expect(await answerKids()).toEqual([revocation.successor]);
  expect((await currentKeyStore()).jwks.keys.map((key) => key.kid)).not.toContain(active);
  const row = (await listSigningKeys(testDatabase.database.orm)).find((one) => one.kid === active);
  expect(row).toMatchObject({ privateEncrypted: null, retiredAt: new Date(NOW) });
});

test('a key that was published but does not sign is dropped, and the key that signs is one no device has seen', async () => {
  const first = await kid('answer active');
  succeeded(await rotate());
  const next = await kid('answer next');
  const { successor } = succeeded(await revoke(next));
  expect(await answerKids()).toEqual([first, successor].sort());
  expect([...(await keyStates(testDatabase))].filter(([, state]) => state.startsWith('answer'))).toEqual(
    expect.arrayContaining([
      [first, 'answer retiring'],
      [next, 'answer revoked'],
      [successor, 'answer active'],
    ]),
  );
});

test('a next key that was published stays the next when the active one is revoked', async () => {
  succeeded(await rotate());
  const next = await kid('answer next');
  const { successor } = succeeded(await revoke(await kid('answer active')));
  expect(await answerKids()).toEqual([next, successor].sort());
  expect(await kid('answer next')).toBe(next);
});

test('a retired key is revoked without a word to devices, which do not trust it any more', async () => {
  succeeded(await rotate());
  succeeded(await rotate());
  const former = await kid('answer retiring');
  await testDatabase.sql`update signing_keys set state = 'retired' where kid = ${former}`;
  expect(succeeded(await revoke(former))).toMatchObject({ successor: null });
});

test('a key for license keys is dropped, a new one signs, and it is said how many license keys it signed', async () => {
  const active = await kid('license active');
  const signed = keyStore().signLicenseKey({
    sub: formatLicenseId(new Uint8Array(5)),
    licensee: 'Acme',
    url: 'https://l.example',
    grace: 1,
    iat: 1,
  });
  expect(readJws(signed)?.header).toMatchObject({ kid: active, typ: LICENSE_KEY_TYPE });
  const ids = await Promise.all([1, 2, 3].map(() => insertLicenseRow(testDatabase.sql)));
  await testDatabase.sql`update licenses set key = ${signed} where id in ${testDatabase.sql(ids.slice(0, 2))}`;
  const revocation = succeeded(await revoke(active));
  expect(revocation).toMatchObject({ use: 'license', licenses: 2 });
  expect((await publishedKeySet(testDatabase)).licenses.map((key) => key.kid)).toEqual([
    revocation.successor,
  ]);
});

test('another process, whose keys were read before, signs with the revoked key no more once revoke has answered', async () => {
  const active = await kid('answer active');
  const ofOther = await openKeyStore({ handle: testDatabase.database.orm, secret: TEST_SECRET });
  const readBefore = { answerKid: ofOther.answerKid, askedAt: performance.now() };
  const running = revoke(active);
  succeeded(await running);
  installKeyStore(ofOther);
  expect(signerOf(keyStore())).toBe(active);
  // What it read before the revocation is too old to be signed by, and what it reads now names another key.
  expect(signerOf(await keyStoreAt(readBefore))).toBe(await kid('answer active'));
  installKeyStore(ofOther);
  expect(signerOf(await currentKeyStore())).not.toBe(active);
});

test('revoke does not answer before what processes read of keys has become too old', async () => {
  const before = performance.now();
  succeeded(await revoke(await kid('answer active')));
  expect(performance.now() - before).toBeGreaterThan(SIGN_WITHIN_MS);
});

test('keys that were read a moment ago cost no question to the database', async () => {
  const store = keyStore();
  await testDatabase.sql`alter table signing_keys rename to signing_keys_away`;
  try {
    expect(await keyStoreAt({ answerKid: store.answerKid, askedAt: performance.now() })).toBe(store);
    await expect(keyStoreAt({ answerKid: 'another', askedAt: performance.now() })).rejects.toThrow();
    const old = performance.now() - SIGN_WITHIN_MS;
    await expect(keyStoreAt({ answerKid: store.answerKid, askedAt: old })).rejects.toThrow();
  } finally {
    await testDatabase.sql`alter table signing_keys_away rename to signing_keys`;
  }
});

test('two that revoke the active key at once make one successor', async () => {
  const active = await kid('answer active');
  const results = await Promise.all([revoke(active), revoke(active)]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.find(({ ok }) => !ok)).toMatchObject({
    code: 'conflict',
    detail: `${active} is revoked already.`,
  });
  expect(await answerKids()).toHaveLength(1);
});

test('a kid that names no key is not found, and a root cannot be revoked', async () => {
  expect(await revoke('AAAAAAAA')).toMatchObject({ code: 'not-found' });
  expect(await revoke(await kid('root active'))).toMatchObject({ code: 'conflict' });
  expect(await revoke(await kid('root spare'))).toMatchObject({ code: 'conflict' });
  expect(await publishedKeySet(testDatabase)).toMatchObject({ ver: 1 });
});

test('only an operator may', async () => {
  const { owner, staff } = await makeTeam(testDatabase, 'Acme');
  for (const actor of [owner, await staff('support'), await staff('sales')])
    expect(await revokeKey(actor, { kid: await kid('answer active') })).toMatchObject({ code: 'forbidden' });
});
