import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { installation, setInstallation } from '#lib/platform/installation.ts';
import type { Actor } from '#lib/use-case.ts';
import { makeTeam, type Scene, succeeded } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { listMail } from './list-mail.ts';
import { retryMail } from './retry-mail.ts';

const db = useTestDatabase();
const NOW = Date.UTC(2026, 10, 24, 12);
let scene: Scene;
let operator: Actor;
const ids: Record<string, string> = {};

beforeAll(async () => {
  scene = await makeTeam(db, 'Acme');
  operator = await scene.staff('operator');
  const at = (n: number) => new Date(NOW + n).toISOString();
  const put = async (name: string, n: number, changes: Record<string, unknown>) => {
    const id = randomUUID();
    ids[name] = id;
    await db.sql`insert into deliveries ${db.sql({
      id,
      key: name,
      notice: 'trial-ends',
      subject_id: 'LIC-0000-0000',
      person_id: scene.owner.personId,
      created_at: at(n),
      ...changes,
    })}`;
  };
  await put('owed', 1, {});
  await put('refused', 2, {
    attempts: 2,
    last_attempt_at: at(9),
    last_refusal: 'Error EENVELOPE RCPT TO 550',
  });
  await put('accepted', 3, { attempts: 1, accepted_at: at(4), last_refusal: 'Error EENVELOPE RCPT TO 450' });
  await put('dropped', 4, { dropped_at: at(5) });
  await put('addressed', 5, { person_id: null, address: 'legal@acme.example' });
});

test('an operator sees each mail with its state, to whom, and what the server said', async () => {
  const { items, counts, next } = succeeded(await listMail(operator, { limit: 50 }));
  expect(items.map(({ state }) => state)).toEqual(['owed', 'dropped', 'accepted', 'refused', 'owed']);
  expect(items[0]?.to).toBe('legal@acme.example');
  expect(items[3]).toMatchObject({
    id: ids.refused,
    to: `${scene.owner.personId}@example.com`,
    kind: 'trials',
    attempts: 2,
    lastRefusal: 'Error EENVELOPE RCPT TO 550',
    lastAttemptAt: new Date(NOW + 9).toISOString(),
  });
  expect({ counts, next }).toEqual({ counts: { owed: 2, refused: 1 }, next: null });
});

test.each(['owed', 'refused', 'accepted', 'dropped'] as const)(
  'those that are %s, by pages',
  async (state) => {
    const all = succeeded(await listMail(operator, { state, limit: 50 }));
    expect(all.items.every((one) => one.state === state)).toBe(true);
    const first = succeeded(await listMail(operator, { state, limit: 1 }));
    expect(first.items).toEqual(all.items.slice(0, 1));
    if (state === 'owed') {
      const second = succeeded(await listMail(operator, { state, limit: 1, cursor: first.next ?? '' }));
      expect(second).toMatchObject({ items: all.items.slice(1), next: null });
    }
  },
);

test('the list says how mail leaves: by a server, to files, or nowhere', async () => {
  const was = installation();
  const way = async (changes: { smtpUrl?: string | null; isLoopback?: boolean }) => {
    setInstallation({ ...was, config: { ...was.config, ...changes } });
    return succeeded(await listMail(operator, { limit: 1 })).way;
  };
  expect(await way({})).toBe('files');
  expect(await way({ isLoopback: false })).toBe('nowhere');
  expect(await way({ smtpUrl: 'smtp://mail.example.com' })).toBe('server');
  setInstallation(was);
});

test('a mail that is owed is tried again at once, however long its job would wait', async () => {
  const job = async () =>
    (
      await db.sql`select run_at <= now() as due, attempts from graphile_worker.jobs where key = ${`deliver:${ids.refused}`}`
    )[0];
  await db.sql`select graphile_worker.add_job('deliver', '{}', job_key := ${`deliver:${ids.refused}`}, run_at := now() + interval '6 hours')`;
  expect(await job()).toMatchObject({ due: false });
  succeeded(await retryMail(operator, { id: String(ids.refused) }));
  expect(await job()).toMatchObject({ due: true });
  const [entry] = await db.sql`select subject_id from audit_entries where action = 'mail.retry'`;
  expect(entry?.subject_id).toBe(ids.refused);
});

test('what was accepted or dropped is not tried again, nor what does not exist', async () => {
  for (const name of ['accepted', 'dropped'])
    expect(await retryMail(operator, { id: String(ids[name]) })).toMatchObject({ code: 'conflict' });
  for (const id of [randomUUID(), 'x'])
    expect(await retryMail(operator, { id })).toMatchObject({ code: 'not-found' });
});

test('nobody but an operator sees mails or has them tried', async () => {
  for (const actor of [scene.owner, await scene.staff('sales'), await scene.staff('support')]) {
    expect(await listMail(actor, { limit: 1 })).toMatchObject({ code: 'forbidden' });
    expect(await retryMail(actor, { id: String(ids.owed) })).toMatchObject({ code: 'forbidden' });
  }
  expect(await listMail(operator, { limit: 1, cursor: 'x' })).toMatchObject({ code: 'invalid-input' });
});
