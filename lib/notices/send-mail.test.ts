import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installation } from '#lib/platform/installation.ts';
import { openMailer } from '#lib/platform/mailer.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { linkToken, tokenHash } from './link-token.ts';
import { mailJob, type Notice } from './notices.ts';
import { sendMail } from './send-mail.ts';

const db = useTestDatabase();
const NOW = Date.UTC(2026, 10, 24, 12);

/** Runs one job and gives how many files it wrote. */
async function run(notice: Notice, id: string, now = NOW): Promise<number> {
  const written = () => readdirSync(join(db.dataDir, 'mail')).filter((name) => name.endsWith('.eml')).length;
  const before = existing(written);
  await sendMail(openMailer(installation()))({
    payload: mailJob(notice, id).payload,
    jobId: randomUUID(),
    now,
  });
  return existing(written) - before;
}

function existing(count: () => number): number {
  try {
    return count();
  } catch {
    return 0;
  }
}

const at = (offset: number) => new Date(NOW + offset).toISOString();

async function signUp(): Promise<string> {
  const id = randomUUID();
  await db.sql`
    insert into sign_ups (id, token_hash, email, name, team_name, password_hash, created_at, expires_at)
    values (${id}, ${tokenHash(linkToken('verify', id))}, 'a@example.com', 'A', 'T', 'x', ${at(0)}, ${at(1000)})`;
  return id;
}

async function person(): Promise<string> {
  const [row] = await db.sql`
    insert into people (email, name, staff_role, created_at) values (gen_random_uuid() || '@example.com', 'P', 'sales', now()) returning id`;
  return String(row?.id);
}

async function passwordLink(personId: string): Promise<string> {
  const id = randomUUID();
  await db.sql`
    insert into password_links (id, token_hash, person_id, created_at, expires_at)
    values (${id}, ${tokenHash(linkToken('password', id))}, ${personId}, ${at(0)}, ${at(1000)})`;
  return id;
}

test('a sign-up is mailed while it waits, and not when it is used, expired or gone', async () => {
  const [waiting, used] = [await signUp(), await signUp()];
  await db.sql`update sign_ups set used_at = now() where id = ${used}`;
  expect(await run('verify-address', waiting, NOW + 999)).toBe(1);
  expect(await run('verify-address', waiting, NOW + 1000)).toBe(0);
  expect(await run('verify-address', used)).toBe(0);
  expect(await run('verify-address', randomUUID())).toBe(0);
});

test.each(['reset-password', 'staff-welcome'] as const)(
  'the link of %s is mailed while it works',
  async (notice) => {
    const [waiting, used] = [await passwordLink(await person()), await passwordLink(await person())];
    await db.sql`update password_links set used_at = now() where id = ${used}`;
    expect(await run(notice, waiting, NOW + 999)).toBe(1);
    expect(await run(notice, waiting, NOW + 1000)).toBe(0);
    expect(await run(notice, used)).toBe(0);
    expect(await run(notice, randomUUID())).toBe(0);
  },
);

test('somebody who has left the staff is not welcomed', async () => {
  const id = await person();
  const link = await passwordLink(id);
  await db.sql`update people set staff_role = null where id = ${id}`;
  expect(await run('staff-welcome', link)).toBe(0);
});

test('somebody who is suspended is told nothing', async () => {
  const id = await person();
  const link = await passwordLink(id);
  expect(await run('password-changed', id)).toBe(1);
  await db.sql`update people set suspended_at = now() where id = ${id}`;
  for (const notice of ['account-exists', 'password-changed'] as const) expect(await run(notice, id)).toBe(0);
  for (const notice of ['reset-password', 'staff-welcome'] as const) expect(await run(notice, link)).toBe(0);
});

test('a job that names no notice is a bug and not a mail', async () => {
  for (const payload of [null, {}, { notice: 'spam', id: randomUUID() }, { notice: 'verify-address' }]) {
    await expect(sendMail(openMailer(installation()))({ payload, jobId: '1', now: NOW })).rejects.toThrow(
      'names no notice',
    );
  }
});

test('a token is made from its row and its purpose alone, and another row or purpose has another', () => {
  const id = randomUUID();
  expect(linkToken('verify', id)).toBe(linkToken('verify', id));
  expect(linkToken('verify', id)).toMatch(/^[\w-]{32}$/);
  expect(linkToken('password', id)).not.toBe(linkToken('verify', id));
  expect(linkToken('verify', randomUUID())).not.toBe(linkToken('verify', id));
});
