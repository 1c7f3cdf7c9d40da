import { expect, test } from 'vitest';
import { ANONYMOUS } from '#lib/use-case.ts';
import { makeAccount, newAddress, tokenIn } from '../../e2e/account.ts';
import { useMailbox } from '../../e2e/mailbox.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { checkCredentials } from './check-credentials.ts';
import { requestReset } from './request-reset.ts';
import { resetPassword } from './reset-password.ts';

const db = useTestDatabase();
const mailbox = useMailbox(db);

const ask = (email: string, network = '127.0.0.1', now = Date.now()) =>
  requestReset(ANONYMOUS, { email }, { network, now });
const reset = (token: string, password = 'a brand new password', now = Date.now()) =>
  resetPassword(ANONYMOUS, { token, password }, { now });
const signIn = (email: string, password: string) =>
  checkCredentials({ email, password, network: '127.0.0.1' }, Date.now());
const invalid = { ok: false, code: 'invalid-token' };

async function tokenFor(email: string): Promise<string> {
  await ask(email);
  return tokenIn(await mailbox.linkTo(email));
}

test('known and unknown addresses get the same answer, and only the known one gets mail', async () => {
  const { email } = await makeAccount(mailbox);
  const unknown = newAddress();
  expect(await ask(email)).toEqual(await ask(unknown));
  expect((await mailbox.linkTo(email)).href).toMatch(/^http:\/\/localhost:3000\/reset\?token=[\w-]{32}$/);
  expect(await mailbox.lettersTo(unknown)).toEqual([]);
});

test('asking does the same work for known and unknown addresses: as many rows, but for the link', async () => {
  const { email } = await makeAccount(mailbox);
  const rows = async () => {
    const [row] =
      await db.sql`select (select count(*)::int from audit_entries) as audit, (select count(*)::int from attempts) as attempts`;
    return row;
  };
  const before = await rows();
  await ask(email);
  const between = await rows();
  await ask(newAddress());
  const after = await rows();
  expect(Number(after?.audit) - Number(between?.audit)).toBe(Number(between?.audit) - Number(before?.audit));
  expect(Number(after?.attempts) - Number(between?.attempts)).toBe(
    Number(between?.attempts) - Number(before?.attempts),
  );
});

test('the link sets the password, ends every session and is told by mail', async () => {
  const { email, password } = await makeAccount(mailbox);
  await db.sql`
    insert into sessions (person_id, created_at, last_seen_at, expires_at)
    select id, now(), now(), now() + interval '1 day' from people where email = ${email}`;
  expect(await reset(await tokenFor(email))).toEqual({ ok: true, value: { sent: false, done: true } });
  expect(await signIn(email, password)).toMatchObject({ ok: false });
  expect(await signIn(email, 'a brand new password')).toMatchObject({ ok: true });
  expect(
    await db.sql`select 1 from sessions join people on people.id = person_id where email = ${email}`,
  ).toHaveLength(0);
  expect((await mailbox.lettersTo(email))[0]?.subject).toBe('Your password for Leasehold was changed');
});

test('a link works once, and using one uses up all that person has', async () => {
  const { email } = await makeAccount(mailbox);
  const [first, second] = [await tokenFor(email), await tokenFor(email)];
  expect(await reset(second)).toMatchObject({ ok: true });
  expect(await reset(second)).toMatchObject(invalid);
  expect(await reset(first)).toMatchObject(invalid);
});

test('of several who use one link, or two of one person, at once, one wins', async () => {
  const { email } = await makeAccount(mailbox);
  const [first, second] = [await tokenFor(email), await tokenFor(email)];
  const answers = await Promise.all([first, second, first, second].map((token) => reset(token)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});

test('a link works one second before an hour has passed and not at an hour', async () => {
  const { email } = await makeAccount(mailbox);
  const token = await tokenFor(email);
  const [row] = await db.sql<{ at: Date }[]>`select max(expires_at) as at from password_links`;
  expect(await reset(token, 'a brand new password', Number(row?.at))).toMatchObject(invalid);
  expect(await reset(token, 'a brand new password', Number(row?.at) - 1_000)).toMatchObject({ ok: true });
});

test('somebody who is suspended gets no link, and a link from before is dead', async () => {
  const { email } = await makeAccount(mailbox);
  const token = await tokenFor(email);
  await db.sql`update people set suspended_at = now() where email = ${email}`;
  const before = (await mailbox.lettersTo(email)).length;
  expect(await ask(email)).toMatchObject({ ok: true });
  expect(await mailbox.lettersTo(email)).toHaveLength(before);
  expect(
    await db.sql`select 1 from password_links join people on people.id = person_id where email = ${email}`,
  ).toHaveLength(1);
  expect(await reset(token)).toMatchObject(invalid);
});

test('what was never mailed is no token', async () => {
  for (const token of ['x', 'A'.repeat(32), '']) expect(await reset(token)).toMatchObject(invalid);
});

test('the eleventh asking of an hour for an address is too many, known or not, and the thirty-first from a network', async () => {
  const now = Date.UTC(2030, 0, 1, 12);
  const { email } = await makeAccount(mailbox);
  const refusals = [];
  for (const address of [email, newAddress()]) {
    for (let count = 0; count < 10; count += 1)
      expect(await ask(address, '127.0.0.1', now)).toMatchObject({ ok: true });
    refusals.push(await ask(address, '127.0.0.1', now));
  }
  expect(refusals[0]).toMatchObject({ ok: false, code: 'too-many-requests' });
  expect(refusals[0]).toEqual(refusals[1]);
  for (let count = 0; count < 30; count += 1)
    expect(await ask(newAddress(), '192.0.2.7', now)).toMatchObject({ ok: true });
  expect(await ask(newAddress(), '192.0.2.7', now)).toMatchObject({ ok: false, code: 'too-many-requests' });
  expect(await ask(newAddress(), '192.0.2.8', now)).toMatchObject({ ok: true });
});
