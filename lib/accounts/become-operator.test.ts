import { beforeEach, expect, test } from 'vitest';
import { DAY_MS } from '#lib/domain/instant.ts';
import { ANONYMOUS } from '#lib/use-case.ts';
import { makeAccount, newAddress } from '../../e2e/account.ts';
import { useMailbox } from '../../e2e/mailbox.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { becomeOperator } from './become-operator.ts';
import { checkCredentials } from './check-credentials.ts';
import { ensureOperatorLink } from './ensure-operator-link.ts';

const db = useTestDatabase();
const mailbox = useMailbox(db);

beforeEach(async () => {
  await db.sql`update people set staff_role = null`;
});

const link = (now = Date.now()) => db.database.transaction((tx) => ensureOperatorLink(tx, now));
const newToken = async (now?: number) =>
  new URL((await link(now)) ?? '', 'http://localhost').searchParams.get('token') ?? '';
const become = (token: string, email = newAddress(), now = Date.now()) =>
  becomeOperator(ANONYMOUS, { token, email, name: 'Ops', password: 'operators password' }, { now });
const signIn = (email: string) =>
  checkCredentials({ email, password: 'operators password', network: '127.0.0.1' }, Date.now());
const invalid = { ok: false, code: 'invalid-token' };

test('whoever holds the link becomes the operator, can sign in, and then there is no link any more', async () => {
  expect(await link()).toMatch(/^\/become-operator\?token=[\w-]{32}$/);
  const email = newAddress();
  expect(await become(await newToken(), email)).toEqual({ ok: true, value: { email } });
  expect(await signIn(email)).toMatchObject({ ok: true });
  expect(await db.sql`select staff_role from people where email = ${email}`).toMatchObject([
    { staff_role: 'operator' },
  ]);
  expect(await link()).toBeNull();
  expect(await db.sql`select 1 from operator_links`).toHaveLength(0);
});

test('a link works once', async () => {
  const token = await newToken();
  await become(token);
  expect(await become(token)).toMatchObject(invalid);
});

test('of five who use the link at once one gets it, and nobody else is made', async () => {
  const token = await newToken();
  const emails = Array.from({ length: 5 }, newAddress);
  const answers = await Promise.all(emails.map((email) => become(token, email)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await db.sql`select 1 from people where email in ${db.sql(emails)}`).toHaveLength(1);
});

test('the next start makes another link, and the one before is dead', async () => {
  const former = await newToken();
  const current = await newToken();
  expect(await become(former)).toMatchObject(invalid);
  expect(await become(current)).toMatchObject({ ok: true });
});

test('a link works one second before a day has passed and not after a day', async () => {
  const now = Date.now();
  const token = await newToken(now);
  expect(await become(token, newAddress(), now + DAY_MS)).toMatchObject(invalid);
  expect(await become(token, newAddress(), now + DAY_MS - 1_000)).toMatchObject({ ok: true });
});

test('a link from before is dead once there is an operator by other means', async () => {
  const token = await newToken();
  await db.sql`insert into people (email, name, staff_role, created_at) values (${newAddress()}, 'Other', 'operator', now())`;
  expect(await become(token)).toMatchObject(invalid);
});

test('somebody with an account is promoted: the password becomes theirs, their sessions end, they are told', async () => {
  const { email } = await makeAccount(mailbox);
  await db.sql`
    insert into sessions (person_id, created_at, last_seen_at, expires_at)
    select id, now(), now(), now() + interval '1 day' from people where email = ${email}`;
  expect(await become(await newToken(), email)).toMatchObject({ ok: true });
  expect(await signIn(email)).toMatchObject({ ok: true });
  expect(
    await db.sql`select 1 from sessions join people on people.id = person_id where email = ${email}`,
  ).toHaveLength(0);
  expect((await mailbox.lettersTo(email))[0]?.subject).toBe('Your password for Leasehold was changed');
});

test('somebody who is suspended is not promoted, and the link stays', async () => {
  const { email } = await makeAccount(mailbox);
  await db.sql`update people set suspended_at = now() where email = ${email}`;
  const token = await newToken();
  expect(await become(token, email)).toMatchObject({ ok: false, code: 'conflict' });
  expect(await become(token)).toMatchObject({ ok: true });
});

test('what was never printed is no token, also while there is no link', async () => {
  await db.sql`delete from operator_links`;
  for (const token of ['', 'x', 'A'.repeat(32)]) expect(await become(token)).toMatchObject(invalid);
});

test('the token does not rest in the database', async () => {
  const token = await newToken();
  const [row] = await db.sql`select operator_links::text as text from operator_links`;
  expect(row?.text).not.toContain(token);
});
