import { expect, test } from 'vitest';
import { DAY_MS } from '#lib/domain/instant.ts';
import { ANONYMOUS, COMMAND } from '#lib/use-case.ts';
import { makeAccount, newAddress, signUpByMail } from '../../e2e/account.ts';
import { useMailbox } from '../../e2e/mailbox.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { addStaff } from './add-staff.ts';
import { checkCredentials } from './check-credentials.ts';
import { requestReset } from './request-reset.ts';
import { verifyEmail } from './verify-email.ts';

const db = useTestDatabase();
const mailbox = useMailbox(db);

const verify = (token: string, now?: number) =>
  verifyEmail(ANONYMOUS, { token }, now === undefined ? {} : { now });
const signIn = (email: string, password: string) =>
  checkCredentials({ email, password, network: '127.0.0.1' }, Date.now());
const invalid = { ok: false, code: 'invalid-token' };

test('the link activates the person, the password and the team, with the person as its owner, and no session', async () => {
  const email = newAddress();
  const token = await signUpByMail(mailbox, {
    email,
    password: 'correct horse battery',
    team: 'Ćevapi & Söhne',
  });
  expect(await signIn(email, 'correct horse battery')).toMatchObject({ ok: false });
  expect(await verify(token)).toEqual({ ok: true, value: { team: 'cevapi-sohne' } });
  expect(await signIn(email, 'correct horse battery')).toMatchObject({ ok: true });
  const rows = await db.sql`
    select teams.name, role, (select count(*)::int from sessions) as sessions
    from people join memberships on person_id = people.id join teams on teams.id = team_id where email = ${email}`;
  expect([...rows]).toEqual([{ name: 'Ćevapi & Söhne', role: 'owner', sessions: 0 }]);
});

test('repeating answers the same and makes nothing new, also when the link has expired since', async () => {
  const token = await signUpByMail(mailbox, {
    email: newAddress(),
    password: 'correct horse battery',
    team: 'Twice',
  });
  const first = await verify(token);
  expect(await verify(token)).toEqual(first);
  expect(await verify(token, Date.now() + 30 * DAY_MS)).toEqual(first);
  expect(await db.sql`select slug from teams where name = 'Twice'`).toHaveLength(1);
});

test('a link pressed several times at once makes one team', async () => {
  const token = await signUpByMail(mailbox, {
    email: newAddress(),
    password: 'correct horse battery',
    team: 'Hasty',
  });
  const answers = await Promise.all([verify(token), verify(token), verify(token), verify(token)]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await db.sql`select slug from teams where name = 'Hasty'`).toHaveLength(1);
});

test('a link works one second before 48 hours have passed and not at 48 hours', async () => {
  const [early, late] = [newAddress(), newAddress()];
  const tokens = [];
  for (const email of [early, late])
    tokens.push(await signUpByMail(mailbox, { email, password: 'correct horse battery' }));
  const [row] = await db.sql<
    { at: Date }[]
  >`select max(expires_at) as at from sign_ups where email in (${early}, ${late})`;
  await db.sql`update sign_ups set expires_at = ${row?.at ?? ''} where email in (${early}, ${late})`;
  const expiresAt = Number(row?.at);
  expect(await verify(tokens[1] ?? '', expiresAt)).toMatchObject(invalid);
  expect(await verify(tokens[0] ?? '', expiresAt - 1_000)).toMatchObject({ ok: true });
});

test('what was never mailed is no token', async () => {
  for (const token of ['x', 'A'.repeat(32), '../../verify', ''])
    expect(await verify(token)).toMatchObject(invalid);
});

test('of two sign-ups for one address each link activates its own, and the one pressed last decides', async () => {
  const email = newAddress();
  const first = await signUpByMail(mailbox, { email, password: 'the first password', team: 'First' });
  const second = await signUpByMail(mailbox, { email, password: 'the second password', team: 'Second' });
  expect(await verify(first)).toEqual({ ok: true, value: { team: 'first' } });
  expect(await signIn(email, 'the second password')).toMatchObject({ ok: false });
  await db.sql`
    insert into sessions (person_id, created_at, last_seen_at, expires_at)
    select id, now(), now(), now() + interval '1 day' from people where email = ${email}`;

  expect(await verify(second)).toEqual({ ok: true, value: { team: 'second' } });
  expect(await signIn(email, 'the first password')).toMatchObject({ ok: false });
  expect(await signIn(email, 'the second password')).toMatchObject({ ok: true });
  const sessions =
    await db.sql`select 1 from sessions join people on people.id = person_id where email = ${email}`;
  expect(sessions).toHaveLength(0);
  const memberships = await db.sql`
    select slug from memberships join teams on teams.id = team_id join people on people.id = person_id
    where email = ${email} order by slug`;
  expect(memberships.map(({ slug }) => slug)).toEqual(['first', 'second']);
  expect((await mailbox.lettersTo(email))[0]?.subject).toBe('Your password for Leasehold was changed');
});

test('two sign-ups for one address that are verified at the same moment make one person', async () => {
  const email = newAddress();
  const tokens = [];
  for (const team of ['One', 'Two', 'Three']) {
    tokens.push(await signUpByMail(mailbox, { email, password: 'correct horse battery', team }));
  }
  const answers = await Promise.all(tokens.map((token) => verify(token)));
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(await db.sql`select 1 from people where email = ${email}`).toHaveLength(1);
});

test('teams of one name get slugs of their own, also when they are made at the same moment', async () => {
  const tokens = [];
  for (let count = 0; count < 4; count += 1) {
    tokens.push(
      await signUpByMail(mailbox, {
        email: newAddress(),
        password: 'correct horse battery',
        team: 'Same name',
      }),
    );
  }
  const answers = await Promise.all(tokens.map((token) => verify(token)));
  const slugs = answers.map((answer) => (answer.ok ? answer.value.team : answer.code));
  expect(slugs.sort()).toEqual(['same-name', 'same-name-2', 'same-name-3', 'same-name-4']);
});

test('somebody who is suspended cannot come back by verifying', async () => {
  const email = newAddress();
  const [first, second] = [
    await signUpByMail(mailbox, { email, password: 'correct horse battery' }),
    await signUpByMail(mailbox, { email, password: 'correct horse battery' }),
  ];
  await verify(first);
  await db.sql`update people set suspended_at = now() where email = ${email}`;
  expect(await verify(second)).toMatchObject(invalid);
});

test('a password on staff is not replaced by a sign-up that somebody may have made for them', async () => {
  const email = newAddress();
  const token = await signUpByMail(mailbox, { email, password: 'a stranger chose this' });
  await addStaff(COMMAND, { email, role: 'support' });
  expect(await verify(token)).toMatchObject(invalid);
  expect(await signIn(email, 'a stranger chose this')).toMatchObject({ ok: false });
});

test('a link to set a password verifies nothing', async () => {
  const { email } = await makeAccount(mailbox);
  await requestReset(ANONYMOUS, { email });
  const token = (await mailbox.linkTo(email)).searchParams.get('token') ?? '';
  expect(await verify(token)).toMatchObject(invalid);
});
