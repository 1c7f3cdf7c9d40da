import { hash } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { APP_ROLE, installDatabase, openDatabase } from '#db/client.ts';
import { ANONYMOUS } from '#lib/use-case.ts';
import { makeAccount, newAddress, tokenIn } from '../../e2e/account.ts';
import { useMailbox } from '../../e2e/mailbox.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { checkCredentials } from './check-credentials.ts';
import { requestReset } from './request-reset.ts';
import { resetPassword } from './reset-password.ts';

const db = useTestDatabase();
const mailbox = useMailbox(db);
const NOW = Date.UTC(2030, 0, 1, 12);

const check = (email: string, password: string, { network = '192.0.2.1', now = NOW } = {}) =>
  checkCredentials({ email, password, network }, now);
const wrong = { ok: false, code: 'unauthenticated' };
const tooMany = { ok: false, code: 'too-many-requests' };

test('the right password is the right person, whatever the case of the address', async () => {
  const { email, password } = await makeAccount(mailbox);
  const [row] = await db.sql`select id from people where email = ${email}`;
  expect(await check(email, password)).toEqual({ ok: true, value: { personId: row?.id } });
  expect(await check(` ${email.toUpperCase()}`, password)).toEqual({
    ok: true,
    value: { personId: row?.id },
  });
});

test('a wrong password, an unknown address, no password and a suspension are answered alike', async () => {
  const account = await makeAccount(mailbox);
  const suspended = await makeAccount(mailbox);
  await db.sql`update people set suspended_at = now() where email = ${suspended.email}`;
  const passwordless = newAddress();
  await db.sql`insert into people (email, name, created_at) values (${passwordless}, 'Nobody', now())`;
  const answers = [
    await check(account.email, 'not the password'),
    await check(newAddress(), 'not the password'),
    await check(suspended.email, suspended.password),
    await check(passwordless, ''),
  ];
  expect(answers[0]).toMatchObject(wrong);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});

test('an unknown address takes as long as a wrong password', async () => {
  const { email } = await makeAccount(mailbox);
  const times = { known: [] as number[], unknown: [] as number[] };
  // In turns, so that what else this machine does weighs on both.
  for (let count = 0; count < 9; count += 1) {
    for (const [which, address] of [
      ['known', email],
      ['unknown', newAddress()],
    ] as const) {
      const startedAt = performance.now();
      await check(address, 'not the password', { network: `192.0.2.${count}` });
      times[which].push(performance.now() - startedAt);
    }
  }
  const median = (values: number[]) => values.sort((one, other) => one - other)[4] ?? 0;
  // Without the decoy hash the unknown address takes about a tenth.
  expect(median(times.unknown) / median(times.known)).toBeGreaterThan(0.5);
});

test('after ten wrong tries the eleventh is refused, even with the right password, until the quarter of an hour is over', async () => {
  const { email, password } = await makeAccount(mailbox);
  for (let count = 0; count < 10; count += 1) expect(await check(email, 'wrong')).toMatchObject(wrong);
  expect(await check(email, password)).toMatchObject(tooMany);
  expect(await check(email, password, { now: NOW + 15 * 60_000 - 1 })).toMatchObject(tooMany);
  expect(await check(email, password, { now: NOW + 15 * 60_000 })).toMatchObject({ ok: true });
});

test('nobody is locked out by somebody else: from another network the right password works', async () => {
  const { email, password } = await makeAccount(mailbox);
  for (let count = 0; count < 12; count += 1) await check(email, 'wrong', { network: '198.51.100.9' });
  expect(await check(email, password, { network: '198.51.100.9' })).toMatchObject(tooMany);
  expect(await check(email, password, { network: '192.0.2.1' })).toMatchObject({ ok: true });
});

test('whoever shares a network with a guesser sets a new password by mail, and is let in at once', async () => {
  const { email, password } = await makeAccount(mailbox);
  for (let count = 0; count < 12; count += 1) await check(email, 'wrong');
  expect(await check(email, password)).toMatchObject(tooMany);
  await requestReset(ANONYMOUS, { email }, { network: '192.0.2.1' });
  const token = tokenIn(await mailbox.linkTo(email));
  await resetPassword(ANONYMOUS, { token, password: 'four other plain words' });
  expect(await check(email, 'four other plain words')).toMatchObject({ ok: true });
});

test('all addresses of a subscriber with IPv6 are one network', async () => {
  const { email, password } = await makeAccount(mailbox);
  for (let count = 0; count < 10; count += 1)
    expect(await check(email, 'wrong', { network: `2001:db8:1:2::${count}` })).toMatchObject(wrong);
  expect(await check(email, password, { network: '2001:db8:1:2:ffff::1' })).toMatchObject(tooMany);
  expect(await check(email, password, { network: '2001:db8:1:3::1' })).toMatchObject({ ok: true });
});

test('processes agree: what is tried at one counts at the other', async () => {
  const { email, password } = await makeAccount(mailbox);
  const other = openDatabase({ url: db.url, prepare: true, role: APP_ROLE });
  try {
    for (let count = 0; count < 10; count += 1) {
      installDatabase(count % 2 === 0 ? db.database : other);
      expect(await check(email, 'wrong')).toMatchObject(wrong);
    }
    for (const database of [db.database, other]) {
      installDatabase(database);
      expect(await check(email, password)).toMatchObject(tooMany);
    }
  } finally {
    installDatabase(db.database);
    await other.close();
  }
});

test('strangers do not use up the mails to an address: from another network it can still be asked for', async () => {
  const { email } = await makeAccount(mailbox);
  const ask = (network: string) => requestReset(ANONYMOUS, { email }, { network, now: NOW });
  for (let count = 0; count < 12; count += 1) await ask(`198.51.100.${count % 5}`);
  expect(await ask('198.51.100.1')).toMatchObject(tooMany);
  for (let count = 0; count < 2; count += 1) expect(await ask('192.0.2.1')).toMatchObject({ ok: true });
  expect(await ask('192.0.2.1')).toMatchObject(tooMany);
});

test('an unknown address is refused after as many tries as a known one', async () => {
  const email = newAddress();
  for (let count = 0; count < 10; count += 1) expect(await check(email, 'wrong')).toMatchObject(wrong);
  expect(await check(email, 'wrong')).toMatchObject(tooMany);
});

test('tries made at the same moment are each counted', async () => {
  const email = newAddress();
  const answers = await Promise.all(Array.from({ length: 15 }, () => check(email, 'wrong')));
  expect(answers.filter((answer) => !answer.ok && answer.code === 'too-many-requests')).toHaveLength(5);
});

test('signing in is no guess: it does not count', async () => {
  const { email, password } = await makeAccount(mailbox);
  for (let count = 0; count < 12; count += 1)
    expect(await check(email, password)).toMatchObject({ ok: true });
});

test('one password tried on many addresses from one network is slowed down, but not from this machine', async () => {
  const spray = (network: string) => check(newAddress(), 'Password1', { network });
  expect(await spray('203.0.113.5')).toMatchObject(wrong);
  await db.sql`update attempts set count = 99 where kind = 'sign-in-network' and count = 1`;
  expect(await spray('203.0.113.5')).toMatchObject(wrong);
  expect(await spray('203.0.113.5')).toMatchObject(tooMany);
  expect(await spray('203.0.113.6')).toMatchObject(wrong);
  await db.sql`delete from attempts`;
  expect(await spray('127.0.0.1')).toMatchObject(wrong);
  expect(await db.sql`select 1 from attempts where kind = 'sign-in-network'`).toHaveLength(0);
});

test('a hash of another cost is replaced when its password is right, and only then', async () => {
  const { email } = await makeAccount(mailbox);
  const weak = await hash('an older password', { memoryCost: 8192, timeCost: 1, parallelism: 1 });
  await db.sql`update people set password_hash = ${weak} where email = ${email}`;
  const stored = async () =>
    (await db.sql`select password_hash from people where email = ${email}`)[0]?.password_hash;
  expect(await check(email, 'wrong')).toMatchObject(wrong);
  expect(await stored()).toBe(weak);
  expect(await check(email, 'an older password')).toMatchObject({ ok: true });
  expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await check(email, 'an older password')).toMatchObject({ ok: true });
});

test('neither address nor network rests in the table of attempts', async () => {
  await check('somebody@example.com', 'wrong', { network: '192.0.2.77' });
  const [row] = await db.sql`select string_agg(attempts::text, ' ') as text from attempts`;
  expect(row?.text).not.toMatch(/somebody|192\.0/);
});

test('what is too long to be a password is refused without being hashed', async () => {
  const startedAt = performance.now();
  expect(await check(newAddress(), 'x'.repeat(100_000))).toMatchObject(wrong);
  expect(performance.now() - startedAt).toBeLessThan(10);
});
