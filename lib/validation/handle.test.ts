import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ProblemCode } from '#sdk/protocol/codes.ts';
import { verifyAnswer } from '#sdk/protocol/verify.ts';
import { checkFor, insertLicenseRow, NOON } from '../../e2e/check-scene.ts';
import { makeKeys } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { keyStore } from '../keys/key-store.ts';
import { type CheckCall, handleCheck } from './handle.ts';
import { installRecorder, makeRecorder, type Recorder } from './recorder.ts';
import type { Reply } from './reply.ts';

const testDatabase = useTestDatabase({ APP_URL: 'https://licenses.example.com' });
let recorder: Recorder;
let license: string;

beforeAll(async () => {
  await makeKeys(testDatabase);
  license = await insertLicenseRow(testDatabase.sql);
});
beforeEach(() => {
  recorder = makeRecorder({ sql: testDatabase.database.checks });
  installRecorder(recorder);
});
afterAll(() => recorder.close());

const usual: CheckCall = {
  method: 'POST',
  contentType: 'application/json',
  accept: null,
  origin: null,
  body: new Uint8Array(),
  network: '192.0.2.0/24',
  now: () => NOON,
};
const ask = (call: Partial<CheckCall>) => handleCheck({ ...usual, ...call });
const askBody = (body: unknown, call: Partial<CheckCall> = {}) =>
  ask({ ...call, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) });
const headersOf = ({ headers }: Reply) => Object.fromEntries(headers);

function expectProblem(reply: Reply, status: number, code: ProblemCode) {
  expect(reply.status).toBe(status);
  expect(headersOf(reply)['content-type']).toBe('application/problem+json');
  const problem = JSON.parse(reply.body);
  expect(problem).toMatchObject({
    type: `https://licenses.example.com/docs/codes#${code}`,
    title: expect.stringMatching(/\w/),
    status,
    detail: expect.stringMatching(/\.$/),
    code,
  });
  return problem;
}

test('a body that is no JSON is malformed-json', async () => {
  expectProblem(await askBody('{"license":'), 400, 'malformed-json');
});

test('a member named twice is malformed-json and is pointed at', async () => {
  const body = JSON.stringify(checkFor(license)).replace('{', '{"os":"14",');
  expect(expectProblem(await askBody(body), 400, 'malformed-json').errors).toMatchObject([
    { pointer: '/os' },
  ]);
});

test('a missing member is invalid-request and is pointed at', async () => {
  const { nonce: _, ...rest } = checkFor(license);
  expect(expectProblem(await askBody(rest), 400, 'invalid-request').errors).toMatchObject([
    { pointer: '/nonce' },
  ]);
});

test('a member that the contract does not know is unexpected-member and is pointed at', async () => {
  const problem = expectProblem(
    await askBody({ ...checkFor(license), serial: '1' }),
    400,
    'unexpected-member',
  );
  expect(problem.errors).toMatchObject([{ pointer: '/serial' }]);
});

test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'post'])(
  '%s is method-not-allowed, with what is',
  async (method) => {
    const reply = await askBody(checkFor(license), { method });
    expectProblem(reply, 405, 'method-not-allowed');
    expect(headersOf(reply).allow).toBe('POST, OPTIONS');
  },
);

test.each([
  null,
  '',
  'text/plain',
  'application/jsonp',
  'application/json5;q=1',
  'text/json',
  'application/ld+json',
])('the content type %s is unsupported-media-type', async (contentType) => {
  expectProblem(await askBody(checkFor(license), { contentType }), 415, 'unsupported-media-type');
});

test.each([
  'application/json',
  'Application/JSON',
  'application/json;charset=utf-8',
  'application/json ; x=y',
])('the content type %s is read, parameters and case ignored', async (contentType) => {
  expect((await askBody(checkFor(license), { contentType })).status).toBe(200);
});

test('more than 2,048 bytes are too-large, and exactly 2,048 are read', async () => {
  expectProblem(await ask({ body: 'too-large' }), 413, 'too-large');
  const check = JSON.stringify(checkFor(license));
  expectProblem(await askBody(check + ' '.repeat(2049 - check.length)), 413, 'too-large');
  expect((await askBody(check + ' '.repeat(2048 - check.length))).status).toBe(200);
});

test('a flood of unknown licenses from one network is too-many-requests, and says when to come back', async () => {
  const unknown = () => askBody(checkFor('LIC-0000-0000'), { network: '198.51.100.0/24' });
  const replies = await Promise.all(Array.from({ length: 61 }, unknown));
  const throttled = replies.filter(({ status }) => status !== 200);
  expect(throttled).toHaveLength(1);
  const [reply] = throttled;
  if (!reply) throw new Error('none was throttled');
  expectProblem(reply, 429, 'too-many-requests');
  expect(headersOf(reply)['retry-after']).toBe('1');
});

test('a flood throttles neither a known license from the same network nor an unknown one from another', async () => {
  const network = '198.51.100.0/24';
  await Promise.all(Array.from({ length: 100 }, () => askBody(checkFor('LIC-0000-0000'), { network })));
  expect((await askBody(checkFor('LIC-0000-0000'), { network })).status).toBe(429);
  expect((await askBody(checkFor(license), { network })).status).toBe(200);
  expect((await askBody(checkFor(license, { licensee: 'Somebody else' }), { network })).status).toBe(200);
  expect((await askBody(checkFor('LIC-0000-0000'), { network: '203.0.113.0/24' })).status).toBe(200);
});

test('a database that is away is unavailable, and says when to come back', async () => {
  const { default: postgres } = await import('postgres');
  const sql = postgres('postgres://nobody@127.0.0.1:1/none', { connect_timeout: 1 });
  installRecorder(makeRecorder({ sql }));
  const reply = await askBody(checkFor(license));
  expectProblem(reply, 503, 'unavailable');
  expect(headersOf(reply)['retry-after']).toBe('10');
  await sql.end({ timeout: 0 });
});

test('the answer is the bare JWS, application/jwt, and verifies as the answer to this check', async () => {
  const check = checkFor(license);
  const reply = await askBody(check);
  expect(reply.status).toBe(200);
  expect(reply.headers).toEqual([['content-type', 'application/jwt']]);
  const asked = { ...check, license: check.license as never, platform: 'android' as const };
  expect(await verifyAnswer(reply.body, keyStore().jwks.keys, asked)).toMatchObject({
    ok: true,
    outcome: 'lease',
  });
});

test.each(['application/json', 'text/html, application/json;q=0.9, */*;q=0.1', 'APPLICATION/JSON'])(
  'with Accept: %s the same answer comes as JSON with its claims',
  async (accept) => {
    const reply = await askBody(checkFor(license), { accept });
    expect(headersOf(reply)['content-type']).toBe('application/json');
    const { outcome, claims, jws, ...rest } = JSON.parse(reply.body);
    expect({ outcome, rest }).toEqual({ outcome: 'lease', rest: {} });
    expect(JSON.parse(Buffer.from(jws.split('.')[1], 'base64url').toString())).toEqual(claims);
    expect(claims.sub).toBe(license);
  },
);

test.each([
  null,
  '*/*',
  'application/*',
  'application/jwt',
  'application/jwt, application/json',
  'application/json;q=0',
  'application/json-seq',
])('with Accept: %s the bare JWS comes', async (accept) => {
  expect(headersOf(await askBody(checkFor(license), { accept }))['content-type']).toBe('application/jwt');
});

test('a preflight is answered for any origin, for the longest time browsers keep', async () => {
  const reply = await ask({ method: 'OPTIONS', contentType: null, origin: 'https://shop.example' });
  expect(reply).toMatchObject({ status: 204, body: '' });
  expect(headersOf(reply)).toEqual({
    allow: 'POST, OPTIONS',
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '86400',
  });
});

test('any page may read answers and problems, and when to come back; without an Origin nothing is said about it', async () => {
  const origin = 'https://shop.example';
  const readable = async (reply: Promise<Reply>) => headersOf(await reply)['access-control-allow-origin'];
  expect(await readable(askBody(checkFor(license), { origin }))).toBe('*');
  expect(await readable(askBody('', { origin }))).toBe('*');
  expect(await readable(askBody(checkFor(license)))).toBeUndefined();
  expect(await readable(askBody(''))).toBeUndefined();
  await Promise.all(Array.from({ length: 60 }, () => askBody(checkFor('LIC-0000-0000'))));
  const throttled = await askBody(checkFor('LIC-0000-0000'), { origin });
  expect(throttled.status).toBe(429);
  expect(headersOf(throttled)['access-control-expose-headers']).toBe('retry-after');
});

test('no bytes whatever are answered with anything but a decision or a problem of the contract', async () => {
  const good = () => JSON.stringify(checkFor(license));
  const mutated = fc
    .tuple(fc.nat(300), fc.nat(3), fc.uint8Array({ maxLength: 4 }))
    .map(([at, cut, put]) =>
      Buffer.concat([Buffer.from(good().slice(0, at)), put, Buffer.from(good().slice(at + cut))]),
    );
  const member = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 50 }),
    fc.string({ unit: 'grapheme', maxLength: 50 }),
  );
  const membered = fc
    .dictionary(
      fc.constantFrom('licensee', 'app', 'product', 'version', 'platform', 'os', 'nonce', 'x'),
      member,
    )
    .map((changes) => Buffer.from(JSON.stringify({ ...checkFor(license), ...changes })));
  const anything = fc.uint8Array({ maxLength: 2100 }).map((bytes) => Buffer.from(bytes));
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutated, membered, anything), async (body) => {
      const { status } = await ask({ body });
      seen.add(status);
      expect([200, 400, 413, 429]).toContain(status);
    }),
    { numRuns: 1000 },
  );
  expect(seen.has(200) && seen.has(400)).toBe(true);
});
