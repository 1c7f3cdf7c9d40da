import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ANONYMOUS, type Call } from '#lib/use-case.ts';
import { useMailbox } from '../../e2e/mailbox.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { signUp } from './sign-up.ts';
import { verifyEmail } from './verify-email.ts';

const db = useTestDatabase();
const mailbox = useMailbox(db);

const newAddress = () => `${randomUUID()}@example.com`;
const input = (email: string) => ({
  email,
  password: 'correct horse battery',
  name: 'Ana Horvat',
  team: 'Acme',
});
const ask = (email: string, call: Call = { network: '127.0.0.1' }) => signUp(ANONYMOUS, input(email), call);

async function account(): Promise<string> {
  const email = newAddress();
  await ask(email);
  const token = (await mailbox.linkTo(email)).searchParams.get('token') ?? '';
  expect(await verifyEmail(ANONYMOUS, { token })).toMatchObject({ ok: true });
  return email;
}

test('a sign-up mails one link, which is the only address in the text and in the HTML', async () => {
  const email = newAddress();
  expect(await ask(email)).toEqual({ ok: true, value: { sent: true } });
  const letters = await mailbox.lettersTo(email);
  expect(letters).toHaveLength(1);
  const link = await mailbox.linkTo(email);
  expect(link.href).toMatch(/^http:\/\/localhost:3000\/verify\?token=[\w-]{32}$/);
  expect(letters[0]?.text.match(/https?:/g)).toHaveLength(1);
  expect(letters[0]?.html?.match(/https?:\/\/[^"<\s]*/g)).toEqual([link.href]);
});

test('known and unknown addresses get the same answer, and the known one is told by mail without a token', async () => {
  const known = await account();
  const [toKnown, toUnknown] = [await ask(known), await ask(newAddress())];
  expect(toKnown).toEqual(toUnknown);
  const [letter] = await mailbox.lettersTo(known);
  expect(letter?.subject).toBe('You have an account with Leasehold already');
  expect(letter?.text).toContain('http://localhost:3000/sign-in\n');
  expect(letter?.text).toContain('http://localhost:3000/forgot\n');
  expect(letter?.text).not.toContain('token=');
});

test('an address is known whatever its case', async () => {
  const known = await account();
  await ask(known.toUpperCase());
  expect((await mailbox.lettersTo(known))[0]?.subject).toBe('You have an account with Leasehold already');
});

test('signing up again before the mail was answered mails a new link each time', async () => {
  const email = newAddress();
  await ask(email);
  await ask(email);
  const letters = await mailbox.lettersTo(email);
  expect(letters).toHaveLength(2);
  expect(new Set(letters.map(({ text }) => /token=\S+/.exec(text)?.[0])).size).toBe(2);
});

test('the eleventh sign-up of an hour for an address is too many, for a known address and an unknown one alike', async () => {
  const now = Date.UTC(2030, 0, 1, 12);
  const known = await account();
  const refusals = [];
  for (const email of [known, newAddress()]) {
    for (let count = 0; count < 10; count += 1) expect(await ask(email, { now })).toMatchObject({ ok: true });
    refusals.push(await ask(email, { now }));
    expect(await ask(email, { now: now + 3_600_000 })).toMatchObject({ ok: true });
  }
  expect(refusals[0]).toMatchObject({ ok: false, code: 'too-many-requests' });
  expect(refusals[0]).toEqual(refusals[1]);
});

test('the thirty-first sign-up of an hour from a network is too many, but from this machine there is no such limit', async () => {
  const now = Date.UTC(2030, 0, 1, 12);
  const from = (network: string) => ask(newAddress(), { now, network });
  for (let count = 0; count < 30; count += 1) {
    expect(await from(`2001:db8:0:1::${count}`)).toMatchObject({ ok: true });
    expect(await from('127.0.0.1')).toMatchObject({ ok: true });
  }
  expect(await from('2001:db8:0:1:ffff::1')).toMatchObject({ ok: false, code: 'too-many-requests' });
  expect(await from('2001:db8:0:2::1')).toMatchObject({ ok: true });
  for (const own of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
    expect(await from(own)).toMatchObject({ ok: true });
}, 60_000);

test('neither the password nor any token rests in the database', async () => {
  const email = newAddress();
  await ask(email);
  const token = (await mailbox.linkTo(email)).searchParams.get('token') ?? '';
  const [row] = await db.sql`select to_jsonb(sign_ups)::text as text from sign_ups where email = ${email}`;
  expect(row?.text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  expect(row?.text).not.toContain(token);
  expect(row?.text).not.toContain('correct horse');
});

test('a name cannot make the mail carry a link', async () => {
  const email = newAddress();
  const sneaky = { ...input(email), name: 'Win at http://evil.example/now', team: 'www.evil.example <b>' };
  await signUp(ANONYMOUS, sneaky);
  const [letter] = await mailbox.lettersTo(email);
  expect(letter?.text).not.toMatch(/evil\.example/);
  expect(letter?.text.match(/https?:/g)).toHaveLength(1);
  expect(letter?.html).not.toMatch(/evil\.example|<b>/);
});
