import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listSigningKeys } from '#db/queries/keys.ts';
import { COMMAND } from '#lib/use-case.ts';
import { readJws } from '#sdk/protocol/jws.ts';
import { type KeySet, parseKeySet, verifyKeySet } from '#sdk/protocol/key-set.ts';
import { parseLicenseId } from '#sdk/protocol/license-id.ts';
import { verifyAnswer } from '#sdk/protocol/verify.ts';
import { GET as getJwks } from '../../app/.well-known/jwks.json/route.ts';
import { GET as getKeySet } from '../../app/.well-known/leasehold-keys/route.ts';
import { checkFor, insertLicenseRow } from '../../e2e/check-scene.ts';
import { kidOf, remakeKeys } from '../../e2e/key-scene.ts';
import { succeeded } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { installKeyStore, keyStore } from '../keys/key-store.ts';
import { retireKeys } from '../keys/retire-keys.ts';
import { revokeKey } from '../keys/revoke-key.ts';
import { rotateKey } from '../keys/rotate-key.ts';
import { handleCheck } from './handle.ts';
import { installRecorder, makeRecorder, type Recorder } from './recorder.ts';

const testDatabase = useTestDatabase();
let recorder: Recorder;
let license: string;

beforeEach(async () => {
  await remakeKeys(testDatabase, Date.now());
  license = await insertLicenseRow(testDatabase.sql, {
    startsAt: Date.now() - 1000,
    endsAt: Date.now() + 9e9,
  });
  recorder = makeRecorder({ sql: testDatabase.database.checks });
  installRecorder(recorder);
});
afterEach(() => recorder.close());

let asked = 0;
async function answer(): Promise<{ jws: string; nonce: string }> {
  asked += 1;
  const nonce = String(asked).padStart(16, '0');
  const { status, body } = await handleCheck({
    method: 'POST',
    contentType: 'application/json',
    accept: null,
    origin: null,
    body: Buffer.from(JSON.stringify(checkFor(license, { nonce }))),
    network: 'n',
  });
  if (status !== 200) throw new Error(`a check got ${status}: ${body}`);
  return { jws: body, nonce };
}
const signerOf = (jws: string) => readJws(jws)?.header.kid;

/** A device as far as keys go: it keeps a key set, and fetches another when a kid is unknown to it. */
class Device {
  fetches = 0;
  #held: KeySet | null = null;

  async check(): Promise<void> {
    const { jws, nonce } = await answer();
    const { license: id, app, product } = checkFor(license);
    const question = {
      license: parseLicenseId(id) ?? never(),
      app,
      product,
      platform: 'android',
      nonce,
    } as const;
    const verify = () => verifyAnswer(jws, this.#held?.answers ?? [], question);
    let verified = await verify();
    if (!verified.ok && verified.code === 'unknown-key') {
      await this.#fetch();
      verified = await verify();
    }
    expect(verified).toMatchObject({ ok: true, outcome: 'lease' });
  }

  async #fetch(): Promise<void> {
    this.fetches += 1;
    const rows = await listSigningKeys(testDatabase.database.orm);
    const roots = rows.filter(({ use }) => use === 'root').map(({ publicJwk }) => publicJwk);
    const fetched = await verifyKeySet(await (await getKeySet()).text(), roots);
    if (!fetched.ok) throw new Error(fetched.code);
    expect(fetched.keySet.ver).toBeGreaterThanOrEqual(this.#held?.ver ?? 0);
    this.#held = fetched.keySet;
  }
}

test('devices that check all the while believe every answer through rotations, a retirement and a revocation', async () => {
  const devices = Array.from({ length: 16 }, () => new Device());
  const end = new AbortController();
  let checks = 0;
  const load = devices.map(async (device) => {
    while (!end.signal.aborted) {
      await device.check();
      checks += 1;
    }
  });
  const signers = new Set<string>();
  const now = Date.now();
  const change = async (run: () => Promise<{ ok: boolean }>) => {
    expect(await run()).toMatchObject({ ok: true });
    const before = checks;
    while (checks < before + 32) await sleep(5);
    signers.add(await kidOf(testDatabase, 'answer active'));
  };
  const rotate = () => rotateKey(COMMAND, { use: 'answer' }, { now });
  try {
    for (let nth = 0; nth < 6; nth += 1) await change(rotate);
    await change(() => retireKeys(COMMAND, {}, { now: now + 61 * 86_400_000 }));
    await change(async () => revokeKey(COMMAND, { kid: await kidOf(testDatabase, 'answer active') }));
    await change(rotate);
  } finally {
    end.abort();
    await Promise.all(load);
  }
  expect(signers.size).toBe(5);
  for (const { fetches } of devices) expect(fetches).toBeLessThanOrEqual(5);
});

test('once revoke has answered no check is signed with the revoked key, also by a process that was not told', async () => {
  const active = await kidOf(testDatabase, 'answer active');
  const signedBefore = keyStore();
  let isRevoked = false;
  const late: (string | undefined)[] = [];
  const end = new AbortController();
  const load = Array.from({ length: 8 }, async () => {
    while (!end.signal.aborted) {
      const wasRevoked = isRevoked;
      const { jws } = await answer();
      if (wasRevoked) late.push(signerOf(jws));
    }
  });
  const { successor } = succeeded(await revokeKey(COMMAND, { kid: active }));
  isRevoked = true;
  installKeyStore(signedBefore);
  while (late.length < 50) await sleep(5);
  end.abort();
  await Promise.all(load);
  expect(new Set(late)).toEqual(new Set([successor]));
  installKeyStore(signedBefore);
  const { keys } = await (await getJwks()).json();
  expect(keys.map(({ kid }: { kid: string }) => kid)).not.toContain(active);
  installKeyStore(signedBefore);
  const keySet = parseKeySet(readJws(await (await getKeySet()).text())?.payload);
  expect(keySet?.answers.map(({ kid }) => kid)).toEqual([successor]);
});

test('a check that waits for the database while the key is revoked is signed with its successor', async () => {
  const active = await kidOf(testDatabase, 'answer active');
  expect(signerOf((await answer()).jws)).toBe(active);
  const held = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const holder = testDatabase.sql.begin(async (tx) => {
    await tx`lock table licenses in access exclusive mode`;
    held.resolve();
    await release.promise;
  });
  await held.promise;
  const waiting = answer();
  const { successor } = succeeded(await revokeKey(COMMAND, { kid: active }).finally(release.resolve));
  await holder;
  expect(signerOf((await waiting).jws)).toBe(successor);
});

function never(): never {
  throw new Error('this is a License ID');
}
