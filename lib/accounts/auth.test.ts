import { expect, test } from 'vitest';
import { installDatabase, openDatabase } from '#db/client.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { type Account, makeAccount, newAddress } from '../../e2e/account.ts';
import { Browser } from '../../e2e/cookie-jar.ts';
import { useMailbox } from '../../e2e/mailbox.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { sessionOfCookie } from './auth.ts';

const db = useTestDatabase();
const mailbox = useMailbox(db);

async function signedIn(): Promise<{ browser: Browser; account: Account }> {
  const account = await makeAccount(mailbox);
  const browser = new Browser();
  await browser.signIn(account);
  return { browser, account };
}

test('signing in opens a session of the person, with the browser it came from', async () => {
  const { browser, account } = await signedIn();
  const session = await sessionOfCookie(browser.cookie);
  const [row] = await db.sql`
    select sessions.id, person_id, user_agent, extract(epoch from expires_at - sessions.created_at)::int as seconds
    from sessions join people on people.id = person_id where email = ${account.email}`;
  expect(row).toMatchObject({ user_agent: 'Test/1.0', seconds: (30 * DAY_MS) / 1000 });
  expect(session).toEqual({ sessionId: row?.id, personId: row?.person_id, hasSecondFactor: false });
});

test('the cookie is out of reach for scripts and other sites, and not secure where APP_URL is plain HTTP', async () => {
  const { browser } = await signedIn();
  const attributes = browser.cookies.get('authjs.session-token')?.attributes ?? '';
  expect(attributes).toMatch(/HttpOnly/);
  expect(attributes).toMatch(/SameSite=Lax/);
  expect(attributes).not.toMatch(/Secure/);
});

test('a wrong password and an unknown address lead back to the sign-in page alike, without a session', async () => {
  const account = await makeAccount(mailbox);
  const [wrong, unknown] = [new Browser(), new Browser()];
  const answers = [
    await wrong.signIn({ email: account.email, password: 'not the password' }),
    await unknown.signIn({ email: newAddress(), password: 'not the password' }),
  ];
  expect(answers[0]?.href).toBe('http://localhost:3000/sign-in?error=CredentialsSignin&code=credentials');
  expect(answers[0]?.href).toBe(answers[1]?.href);
  expect(await sessionOfCookie(wrong.cookie)).toBeNull();
});

test('too many tries are told as such', async () => {
  const browser = new Browser();
  const email = newAddress();
  for (let count = 0; count < 10; count += 1) await browser.signIn({ email, password: 'not the password' });
  const answer = await browser.signIn({ email, password: 'not the password' });
  expect(answer.searchParams.get('code')).toBe('too-many-requests');
});

test('a form of another site, which knows no CSRF token, signs nobody in', async () => {
  const account = await makeAccount(mailbox);
  const browser = new Browser();
  await browser.fetch('/api/auth/callback/credentials', {
    email: account.email,
    password: account.password,
    csrfToken: 'guess',
  });
  expect(await sessionOfCookie(browser.cookie)).toBeNull();
});

test.each([
  ['/acme/licenses?state=active', 'http://localhost:3000/acme/licenses?state=active'],
  ['http://localhost:3000/acme', 'http://localhost:3000/acme'],
  ['https://evil.example/', 'http://localhost:3000'],
  ['//evil.example/', 'http://localhost:3000'],
  ['http://localhost:3000.evil.example/', 'http://localhost:3000'],
])('after signing in, %s leads to %s', async (callbackUrl, expected) => {
  const account = await makeAccount(mailbox);
  const answer = await new Browser().signIn(account, { callbackUrl });
  expect(answer.href.replace(/\/$/, '')).toBe(expected);
});

test('signing out ends the session for whoever has kept the cookie', async () => {
  const { browser } = await signedIn();
  const kept = browser.cookie;
  await browser.post('/api/auth/signout', {});
  expect(browser.cookies.has('authjs.session-token')).toBe(false);
  expect(await sessionOfCookie(kept)).toBeNull();
});

test('a session whose row was deleted is gone with the next request', async () => {
  const { browser, account } = await signedIn();
  expect(await sessionOfCookie(browser.cookie)).not.toBeNull();
  await db.sql`delete from sessions using people where people.id = person_id and email = ${account.email}`;
  expect(await sessionOfCookie(browser.cookie)).toBeNull();
});

test('a session of somebody who was suspended is gone with the next request', async () => {
  const { browser, account } = await signedIn();
  await db.sql`update people set suspended_at = now() where email = ${account.email}`;
  expect(await sessionOfCookie(browser.cookie)).toBeNull();
});

test('an expired session is gone, and one that is used is kept for another thirty days', async () => {
  const { browser, account } = await signedIn();
  const setTimes = (seen: string, expires: string) => db.sql`
    update sessions set last_seen_at = now() + ${seen}::interval, expires_at = now() + ${expires}::interval
    from people where people.id = person_id and email = ${account.email}`;
  await setTimes('-29 days', '1 second');
  expect(await sessionOfCookie(browser.cookie)).not.toBeNull();
  const [row] = await db.sql`
    select expires_at > now() + interval '29 days' as is_kept, sessions.last_seen_at > now() - interval '1 minute' as is_seen
    from sessions join people on people.id = person_id where email = ${account.email}`;
  expect(row).toEqual({ is_kept: true, is_seen: true });
  await setTimes('-31 days', '-1 second');
  expect(await sessionOfCookie(browser.cookie)).toBeNull();
});

test('the use of a session is noted once a minute at most', async () => {
  const { browser, account } = await signedIn();
  const seen = async () => {
    const [row] = await db.sql`
      select sessions.last_seen_at::text as at from sessions join people on people.id = person_id where email = ${account.email}`;
    return row?.at;
  };
  const before = await seen();
  await sessionOfCookie(browser.cookie);
  expect(await seen()).toBe(before);
});

test.each(['', 'authjs.session-token=', 'authjs.session-token=garbage', 'other=1'])(
  'the cookie "%s" is nobody',
  async (cookie) => {
    expect(await sessionOfCookie(cookie)).toBeNull();
  },
);

test('a database that is away signs nobody out: the question fails, and the cookie stays', async () => {
  const { browser } = await signedIn();
  const away = openDatabase({ url: 'postgres://nobody:nothing@127.0.0.1:1/none', prepare: true, role: null });
  installDatabase(away);
  try {
    await expect(sessionOfCookie(browser.cookie)).rejects.toThrow('could not be looked up');
    await browser.fetch('/api/auth/session');
    expect(browser.cookies.has('authjs.session-token')).toBe(true);
  } finally {
    installDatabase(db.database);
    await away.close();
  }
  expect(await sessionOfCookie(browser.cookie)).not.toBeNull();
});
