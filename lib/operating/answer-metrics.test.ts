import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkFor, insertLicenseRow } from '#e2e/check-scene.ts';
import { makeKeys, makeTeam, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { createStaffToken } from '#lib/accounts/create-staff-token.ts';
import type { Peer } from '#lib/platform/peer.ts';
import { COMMAND } from '#lib/use-case.ts';
import { directChecks } from '#lib/validation/direct.ts';
import { installRecorder, makeRecorder, type Recorder } from '#lib/validation/recorder.ts';
import { answerMetrics } from './answer-metrics.ts';

const db = useTestDatabase();
let recorder: Recorder;
let server: Server;
let peer: Peer = { address: '127.0.0.1', isForwarded: false };

beforeAll(async () => {
  await makeKeys(db);
  recorder = makeRecorder({ sql: db.database.checks });
  installRecorder(recorder);
  const readPeer = () => ({ ...peer, isTrusted: false });
  const metrics = answerMetrics({ readPeer, checks: recorder });
  const checks = directChecks({ readPeer });
  server = createServer((request, response) =>
    request.url === '/metrics' ? metrics(request, response) : checks(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await recorder.close();
});

const url = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
const scrape = (headers: Record<string, string> = {}) => fetch(url('/metrics'), { headers });

async function staffToken(role: 'operator' | 'support', scopes: string[]) {
  const staff = await (await makeTeam(db, 'Acme')).staff(role);
  const [person] = await db.sql<{ email: string }[]>`select email from people where id = ${staff.personId}`;
  return createStaffToken(COMMAND, { staff: person?.email ?? '', scopes });
}

test('counts checks by outcome, batches, jobs, sealing, the key set and the process, each once', async () => {
  const license = await insertLicenseRow(db.sql, {
    startsAt: Date.now() - 1000,
    endsAt: Date.now() + 86_400_000,
  });
  for (const product of ['BlinkID', 'BlinkID', 'BlinkCard'])
    await fetch(url('/'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(checkFor(license, { product })),
    });
  await db.sql`insert into audit_entries (at, actor_kind, action, subject_type, subject_id) values (now() - interval '1 hour', 'system', 'a', 'b', 'c')`;
  const answer = await scrape();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await answer.text();
  const value = (name: string) => {
    const line = text
      .split('\n')
      .find((one) => one.startsWith(`${name.replace('{', `{process="${process.pid}",`)} `));
    return Number(line?.split(' ').at(-1));
  };
  expect(value('leasehold_checks_total{outcome="lease"}')).toBe(2);
  expect(value('leasehold_checks_total{outcome="refusal"}')).toBe(1);
  expect(value('leasehold_check_batch_size_bucket{le="1"}')).toBe(3);
  expect(value('leasehold_check_batch_seconds_bucket{le="+Inf"}')).toBe(3);
  expect(value('leasehold_jobs{state="failing"}')).toBe(0);
  expect(text).toMatch(/^leasehold_audit_unsealed_seconds\{process="\d+"\} 36\d\d/m);
  expect(text).toMatch(/^leasehold_key_set_end_timestamp_seconds\{process="\d+"\} \d{10}$/m);
  expect(text).toMatch(/^leasehold_database_up\{process="\d+"\} 1$/m);
  const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const line of text.trimEnd().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) .+|[a-z_]+\{[^}]+\} [\d.e+-]+)$/);
});

test('is there for a token with the scope, and for no other', async () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  peer = { address: '192.0.2.1', isForwarded: false };
  const { token } = succeeded(await staffToken('operator', ['metrics']));
  expect((await scrape(bearer(token))).status).toBe(200);
  const narrow = succeeded(await staffToken('operator', ['job.list']));
  expect((await scrape(bearer(narrow.token))).status).toBe(403);
  expect(await staffToken('support', ['metrics'])).toMatchObject({ code: 'invalid-input' });
  expect((await scrape(bearer('lh_none'))).status).toBe(401);
  expect((await fetch(url('/metrics'), { method: 'POST' })).status).toBe(405);
});

test('without a token it is there on this machine alone', async () => {
  peer = { address: '192.0.2.1', isForwarded: false };
  expect((await scrape()).status).toBe(404);
  peer = { address: '127.0.0.1', isForwarded: true };
  expect((await scrape()).status).toBe(404);
  peer = { address: '127.0.0.1', isForwarded: false };
  expect((await scrape()).status).toBe(200);
});

test('says that the database is away, and goes on counting', async () => {
  await db.sql`alter table audit_links rename to audit_links_away`;
  const text = await (await scrape()).text();
  await db.sql`alter table audit_links_away rename to audit_links`;
  expect(text).toMatch(/^leasehold_database_up\{process="\d+"\} 0$/m);
  expect(text).toContain('leasehold_checks_total');
});
