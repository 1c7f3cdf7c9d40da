// Long, because it asks for one of each thing that the API says beside the answers of its operations.
import { beforeAll, expect, it } from 'vitest';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { createToken } from '#lib/accounts/create-token.ts';
import { STATUS } from '#lib/contract/problems.ts';
import { COMMAND } from '#lib/use-case.ts';
import { handleApi } from './handler.ts';
import { OPERATIONS } from './operations.ts';

const test = useTestDatabase();
let acme: Scene;
let token: string;
let id: string;
beforeAll(async () => {
  await makeKeys(test);
  acme = await makeTeam(test, 'Acme Inc');
  ({ token } = succeeded(await createToken(COMMAND, { team: acme.team.slug, scopes: ['all'] })));
  ({ id } = await makeTrial(acme.owner));
});

type Sent = {
  method?: string;
  token?: string | null;
  body?: unknown;
  raw?: string;
  headers?: Record<string, string>;
};

async function ask(path: string, { method = 'GET', token: by = token, body, raw, headers = {} }: Sent = {}) {
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await handleApi(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: {
        ...(by && { authorization: `Bearer ${by}` }),
        ...(text !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
    }),
  );
  const answer = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: answer === '' ? null : JSON.parse(answer),
  };
}

const problem = (code: keyof typeof STATUS) => ({
  status: STATUS[code],
  body: {
    type: `http://localhost:3000/docs/codes#${code}`,
    title: expect.any(String),
    status: STATUS[code],
    detail: expect.any(String),
    code,
  },
});

it('answers 401 before it looks at the path, whether it exists or not', async () => {
  for (const path of ['/licenses', `/licenses/${id}`, '/me', '/nothing/here']) {
    expect(await ask(path, { token: null })).toMatchObject(problem('unauthenticated'));
    expect(await ask(path, { token: 'lh_wrong' })).toMatchObject(problem('unauthenticated'));
  }
});

it('shows the catalogue and the document to anybody', async () => {
  expect((await ask('/products', { token: null })).body.items).toHaveLength(5);
  const { body } = await ask('/openapi.json', { token: null });
  expect(body.openapi).toMatch(/^3\.1\./);
  expect(Object.keys(body.paths).sort()).toEqual([...new Set(OPERATIONS.map(({ path }) => path))].sort());
  expect(body.components.schemas.License.properties.state.enum).toContain('expiring');
});

it('creates a trial, says where it is, and gives its version as the entity tag', async () => {
  const created = await ask('/licenses', {
    method: 'POST',
    body: {
      kind: 'trial',
      products: ['BlinkCard'],
      platforms: ['ios'],
      apps: [{ platform: 'ios', value: 'com.acme.Cards' }],
    },
  });
  expect(created.status).toBe(201);
  expect(created.headers.get('location')).toBe(`/api/v1/licenses/${created.body.id}`);
  expect(created.headers.get('etag')).toBe('"1"');
  expect(created.body).toMatchObject({
    state: 'active',
    apps: [{ value: 'com.acme.Cards' }],
    createdBy: acme.owner.personId,
  });
});

it('refuses a write whose If-Match names another version, and takes one that names this', async () => {
  const { body, headers } = await ask(`/licenses/${id}`);
  const rename = (ifMatch: string) =>
    ask(`/licenses/${id}`, { method: 'PATCH', body: { name: 'Wallet' }, headers: { 'if-match': ifMatch } });
  expect(await rename('"99"')).toMatchObject(problem('stale-version'));
  expect(await rename(headers.get('etag') ?? '')).toMatchObject({
    status: 200,
    body: { name: 'Wallet', version: body.version + 1 },
  });
});

it('names wrong members by their pointers, in words for people', async () => {
  const { status, body } = await ask('/licenses', {
    method: 'POST',
    body: { kind: 'trial', products: [], platforms: ['amiga'], apps: [{ platform: 'ios' }], extra: 1 },
  });
  expect(status).toBe(400);
  expect(body.code).toBe('invalid-input');
  const errors = Object.fromEntries(
    body.errors.map(({ pointer, detail }: { pointer: string; detail: string }) => [pointer, detail]),
  );
  expect(errors['/products']).toBe('Choose at least one product.');
  expect(errors['/platforms/0']).toMatch(/^This must be one of "android", "ios"|^This must be one of/);
  expect(errors['/extra']).toBe('There is no such member here.');
  for (const detail of Object.values(errors)) expect(detail).toMatch(/\.$/);
});

it('answers JSON that cannot be read, other media types and bodies that are too large each with their code', async () => {
  expect(await ask('/licenses', { method: 'POST', raw: '{"kind":' })).toMatchObject(
    problem('malformed-json'),
  );
  expect(
    await ask('/licenses', { method: 'POST', raw: 'kind=trial', headers: { 'content-type': 'text/plain' } }),
  ).toMatchObject(problem('unsupported-media-type'));
  expect(await ask('/licenses', { method: 'POST', raw: `{"a":"${'x'.repeat(300_000)}"}` })).toMatchObject(
    problem('too-large'),
  );
});

it('answers other methods with those an address takes, and addresses there are none with not-found', async () => {
  const put = await ask('/licenses', { method: 'PUT' });
  expect(put).toMatchObject(problem('method-not-allowed'));
  expect(put.headers.get('allow')).toBe('GET, HEAD, POST');
  expect(await ask('/nothing/here')).toMatchObject(problem('not-found'));
});

it("answers another team's license byte for byte like one that does not exist", async () => {
  const other = await makeTeam(test, 'Other Inc');
  const theirs = await makeTrial(other.owner);
  for (const path of ['', '/key', '/apps', '/leases', '/checks']) {
    const foreign = await ask(`/licenses/${theirs.id}${path}`);
    const absent = await ask(`/licenses/LIC-0000-0000${path}`);
    expect(foreign).toMatchObject(problem('not-found'));
    expect(foreign.body).toEqual(absent.body);
  }
});

it('registers and removes an identifier, and gives each license its counts and leases', async () => {
  const app = await ask(`/licenses/${id}/apps`, {
    method: 'POST',
    body: { platform: 'android', value: 'com.acme.more', environment: 'staging' },
  });
  expect(app).toMatchObject({
    status: 201,
    body: { platform: 'android', value: 'com.acme.more', environment: 'staging' },
  });
  expect((await ask(`/licenses/${id}/leases`)).body.items).toHaveLength(2);
  expect((await ask(`/licenses/${id}/checks?by=version`)).body).toEqual({ items: [], next: null });
  const removed = await ask(`/licenses/${id}/apps/${app.body.id}`, { method: 'DELETE' });
  expect(removed).toMatchObject({ status: 204, body: null });
});

it('refuses what a token has no scope for', async () => {
  const narrow = succeeded(await createToken(COMMAND, { team: acme.team.slug, scopes: ['license.read'] }));
  expect((await ask(`/licenses/${id}`, { token: narrow.token })).status).toBe(200);
  expect(await ask(`/licenses/${id}/key`, { token: narrow.token })).toMatchObject(problem('forbidden'));
});

it('repeats the answer to an Idempotency-Key and refuses one that cannot be', async () => {
  const body = { platform: 'android', value: 'com.acme.once' };
  const send = (key: string) =>
    ask(`/licenses/${id}/apps`, { method: 'POST', body, headers: { 'idempotency-key': key } });
  const first = await send('abc');
  expect(first.status).toBe(201);
  expect((await send('abc')).body).toEqual(first.body);
  expect(await send('with space')).toMatchObject(problem('invalid-input'));
});

it('answers HEAD like GET, without a body', async () => {
  const head = await ask(`/licenses/${id}`, { method: 'HEAD' });
  expect(head).toMatchObject({ status: 200, body: null });
  expect(head.headers.get('etag')).toMatch(/^"\d+"$/);
});

it('answers what no name can hold, and years no database holds, as wrong input or not found, never as a fault', async () => {
  expect(await ask('/licenses/%00')).toMatchObject(problem('not-found'));
  for (const query of ['q', 'product', 'team']) {
    expect((await ask(`/licenses?${query}=%00`)).status, query).toBe(400);
  }
  const body = {
    kind: 'trial',
    products: ['\u0000'],
    platforms: ['ios'],
    apps: [{ platform: 'ios', value: 'com.acme.a' }],
  };
  expect((await ask('/licenses', { method: 'POST', body })).body.errors[0].pointer).toBe('/products/0');
  for (const from of ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', 'yesterday']) {
    expect((await ask(`/licenses/${id}/checks?from=${from}`)).body.errors[0].pointer, from).toBe('/from');
  }
  expect((await ask(`/licenses/${id}/checks?from=2026-11-01T00:00:00%2B01:00`)).status).toBe(200);
});

it('gives every list in pages', async () => {
  const { body } = await ask('/products?limit=2', { token: null });
  expect(body.items).toHaveLength(2);
  const rest = await ask(`/products?limit=200&cursor=${body.next}`, { token: null });
  expect(rest.body).toMatchObject({ items: [{}, {}, {}], next: null });
  expect((await ask(`/licenses/${id}/apps?limit=201`)).status).toBe(400);
  expect((await ask(`/licenses/${id}/leases?cursor=nobodys`)).body.errors[0].pointer).toBe('/cursor');
});

it('documents problems as problem documents, and what is open as open', async () => {
  const { body } = await ask('/openapi.json', { token: null });
  const read = body.paths['/licenses/{id}'].get;
  expect(Object.keys(read.responses)).toEqual(
    expect.arrayContaining(['200', '400', '401', '403', '404', '503']),
  );
  expect(Object.keys(read.responses['404'].content)).toEqual(['application/problem+json']);
  expect(body.paths['/accounts'].post.security).toEqual([]);
  expect(body.paths['/products'].get.security).toEqual([]);
  expect(body.paths['/licenses/{id}/apps/{appId}'].delete.responses['204'].content).toBeUndefined();
  const header = (operation: { parameters: { in: string; name: string }[] }) =>
    operation.parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name);
  expect(header(body.paths['/licenses'].post)).toEqual(['Idempotency-Key']);
  expect(header(body.paths['/licenses/{id}'].patch)).toEqual(['If-Match']);
});

it('accepts the asking for a password link, and answers one that was used up as the problem it is', async () => {
  const ask202 = await ask('/accounts/reset', {
    method: 'POST',
    token: null,
    body: { email: 'nobody@example.com' },
  });
  expect(ask202).toMatchObject({ status: 202, body: { sent: true, done: false } });
  const spent = { token: 'no-such-token', password: 'three plain words' };
  expect(await ask('/accounts/reset', { method: 'POST', token: null, body: spent })).toMatchObject(
    problem('invalid-token'),
  );
});
