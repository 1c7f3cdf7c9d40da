import { expect, test } from 'vitest';
import type { StaffRole } from '#lib/domain/policy.ts';
import { ANONYMOUS, COMMAND } from '#lib/use-case.ts';
import { makeAccount, newAddress, tokenIn } from '../../e2e/account.ts';
import { useMailbox } from '../../e2e/mailbox.ts';
import { makeTeam } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { addStaff } from './add-staff.ts';
import { checkCredentials } from './check-credentials.ts';
import { resetPassword } from './reset-password.ts';

const db = useTestDatabase();
const mailbox = useMailbox(db);

const roleOf = async (email: string) =>
  (await db.sql`select staff_role from people where email = ${email}`)[0]?.staff_role;
const signIn = (email: string, password: string) =>
  checkCredentials({ email, password, network: '127.0.0.1' }, Date.now());

test('a new member of staff gets a link that sets a password, and the same by mail', async () => {
  const email = newAddress();
  const result = await addStaff(COMMAND, { email, role: 'support' });
  if (!result.ok) throw new Error(result.detail);
  expect(result.value).toEqual({
    email,
    role: 'support',
    link: expect.stringMatching(/^http:\/\/localhost:3000\/reset\?token=[\w-]{32}$/),
  });
  expect((await mailbox.linkTo(email)).href).toBe(result.value.link);
  expect(await roleOf(email)).toBe('support');

  const token = tokenIn(new URL(result.value.link));
  expect(await resetPassword(ANONYMOUS, { token, password: 'supports password' })).toMatchObject({
    ok: true,
  });
  expect(await signIn(email, 'supports password')).toMatchObject({ ok: true });
});

test('the link works for seven days', async () => {
  const email = newAddress();
  await addStaff(COMMAND, { email, role: 'sales' });
  const [row] = await db.sql`
    select extract(epoch from expires_at - password_links.created_at)::int as seconds
    from password_links join people on people.id = person_id where email = ${email}`;
  expect(row?.seconds).toBe(7 * 86_400);
});

test('somebody with an account gets the role and keeps the password', async () => {
  const { email, password } = await makeAccount(mailbox);
  expect(await addStaff(COMMAND, { email: email.toUpperCase(), role: 'operator' })).toMatchObject({
    ok: true,
    value: { email },
  });
  expect(await roleOf(email)).toBe('operator');
  expect(await signIn(email, password)).toMatchObject({ ok: true });
});

test('adding somebody twice changes the role, and the audit log says from what to what', async () => {
  const email = newAddress();
  await addStaff(COMMAND, { email, role: 'support' });
  await addStaff(COMMAND, { email, role: 'sales' });
  expect(await roleOf(email)).toBe('sales');
  const entries = await db.sql`
    select before, after from audit_entries join people on people.id::text = subject_id
    where action = 'staff.add' and email = ${email} order by audit_entries.id`;
  expect([...entries]).toEqual([
    { before: { staffRole: null }, after: { staffRole: 'support' } },
    { before: { staffRole: 'support' }, after: { staffRole: 'sales' } },
  ]);
});

test('somebody added by two at once is one person', async () => {
  const email = newAddress();
  const answers = await Promise.all([1, 2, 3].map(() => addStaff(COMMAND, { email, role: 'support' })));
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(await db.sql`select 1 from people where email = ${email}`).toHaveLength(1);
});

test('what is no address or no role is named', async () => {
  const answer = await addStaff(COMMAND, { email: 'not an address', role: 'boss' as StaffRole });
  expect(answer).toMatchObject({
    ok: false,
    code: 'invalid-input',
    errors: [{ pointer: '/email' }, { pointer: '/role' }],
  });
});

test('somebody who is suspended is not added', async () => {
  const { email } = await makeAccount(mailbox);
  await db.sql`update people set suspended_at = now() where email = ${email}`;
  expect(await addStaff(COMMAND, { email, role: 'support' })).toMatchObject({ ok: false, code: 'conflict' });
  expect(await roleOf(email)).toBeNull();
});

test('an operator may add staff; support, owners of teams and strangers may not', async () => {
  const { staff, owner } = await makeTeam(db, 'Acme');
  const add = async (actor: Parameters<typeof addStaff>[0]) =>
    addStaff(actor, { email: newAddress(), role: 'operator' });
  expect(await add(await staff('operator'))).toMatchObject({ ok: true });
  expect(await add(await staff('support'))).toMatchObject({ ok: false, code: 'forbidden' });
  expect(await add(owner)).toMatchObject({ ok: false, code: 'forbidden' });
  expect(await add(ANONYMOUS)).toMatchObject({ ok: false, code: 'unauthenticated' });
});
