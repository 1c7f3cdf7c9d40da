import { afterAll, beforeAll, expect, test } from 'vitest';
import { listSigningKeys } from '#db/queries/keys.ts';
import { verifyKeySet } from '#sdk/protocol/key-set.ts';
import { GET as getJwks } from '../../app/.well-known/jwks.json/route.ts';
import { GET as getKeySet } from '../../app/.well-known/leasehold-keys/route.ts';
import { checkFor, insertLicenseRow } from '../../e2e/check-scene.ts';
import { makeKeys } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { answerCheck } from './answer-check.ts';
import { installRecorder, makeRecorder, type Recorder } from './recorder.ts';

const testDatabase = useTestDatabase();
let recorder: Recorder;
let license: string;

beforeAll(async () => {
  await makeKeys(testDatabase);
  license = await insertLicenseRow(testDatabase.sql, { startsAt: 0, endsAt: Date.now() + 1e10 });
  recorder = makeRecorder({ sql: testDatabase.database.checks });
  installRecorder(recorder);
});
afterAll(() => recorder.close());

const ask = (init: RequestInit) => answerCheck(new Request('http://localhost/api/v1/validate', init));
const json = { 'content-type': 'application/json' };

test('a check that comes as a fetch Request is answered like any other, by the clock of the machine', async () => {
  const before = Math.floor(Date.now() / 1000);
  const response = await ask({
    method: 'POST',
    headers: { ...json, accept: 'application/json', origin: 'https://shop.example' },
    body: JSON.stringify(checkFor(license)),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  const { outcome, claims } = await response.json();
  expect(outcome).toBe('lease');
  expect(claims.iat).toBeGreaterThanOrEqual(before);
  expect(claims.iat).toBeLessThanOrEqual(Date.now() / 1000);
});

test('of a body without an end no more is read than shows that it is too large', async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(1024));
    },
  });
  const response = await ask({ method: 'POST', headers: json, body, duplex: 'half' } as RequestInit);
  expect(response.status).toBe(413);
  expect(pulled).toBeLessThan(10);
});

test('other methods, HEAD without a body, and preflights are answered as the contract says', async () => {
  expect((await ask({ method: 'GET' })).status).toBe(405);
  const head = await ask({ method: 'HEAD' });
  expect({ status: head.status, body: await head.text() }).toEqual({ status: 405, body: '' });
  expect((await ask({ method: 'OPTIONS', headers: { origin: 'https://shop.example' } })).status).toBe(204);
  expect((await ask({ method: 'POST', headers: json })).status).toBe(400);
});

test('the public keys are served to any page, and are not kept by anybody on the way', async () => {
  const jwks = await getJwks();
  expect(jwks.headers.get('content-type')).toBe('application/jwk-set+json');
  expect((await jwks.json()).keys).toHaveLength(2);
  const keySet = await getKeySet();
  expect(keySet.headers.get('content-type')).toBe('application/jwt');
  const roots = (await listSigningKeys(testDatabase.database.orm)).filter(({ use }) => use === 'root');
  const verified = await verifyKeySet(
    await keySet.text(),
    roots.map(({ publicJwk }) => publicJwk),
  );
  expect(verified).toMatchObject({ ok: true, keySet: { ver: 1 } });
  for (const { headers } of [jwks, keySet]) {
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cache-control')).toBe('no-cache');
  }
});
