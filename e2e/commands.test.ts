import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findEmbedded } from '#db/embedded.ts';
import { clone, freePort, type RunningApp, startApp } from './run-app.ts';

// The leasehold command beside a running app, as somebody at a terminal uses it. The clone must be built.

const password = 'three plain words';
let dataDir: string;
let env: Record<string, string>;
let app: RunningApp;
let team: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'leasehold-commands-'));
  chmodSync(dataDir, 0o711);
  env = { PORT: `${await freePort()}`, DATA_DIR: dataDir };
  app = await startApp({ env });
  team = await signUp('mira@example.com', 'Acme Inc');
});

afterAll(async () => {
  await app?.end();
  rmSync(dataDir, { recursive: true, force: true });
});

type Ran = { code: number; out: string; err: string };

function leasehold(...words: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const environment = { PATH: process.env.PATH, ...env } as unknown as NodeJS.ProcessEnv;
    execFile(
      process.execPath,
      [join(clone, 'cli', 'leasehold.mjs'), ...words],
      { env: environment },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err });
      },
    );
  });
}

async function json(...words: string[]) {
  const { code, out, err } = await leasehold(...words, '--json');
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out);
}

async function ask(
  path: string,
  { method = 'GET', token, body }: { method?: string; token?: string; body?: object } = {},
) {
  return fetch(`${app.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
}

/** Signs up through the API and gives the team's slug. */
async function signUp(email: string, name: string): Promise<string> {
  const sent = await ask('/accounts', {
    method: 'POST',
    body: { email, password, name: 'Mira Jansen', team: name },
  });
  expect(sent.status).toBe(202);
  const link = await linkIn(email);
  const verified = await ask('/accounts/verify', {
    method: 'POST',
    body: { token: link.searchParams.get('token') },
  });
  return (await verified.json()).team;
}

async function linkIn(email: string): Promise<URL> {
  for (;;) {
    const names = readdirSync(dataDir).includes('mail') ? readdirSync(join(dataDir, 'mail')) : [];
    for (const name of names.filter((one) => one.endsWith('.eml'))) {
      const mail = await simpleParser(readFileSync(join(dataDir, 'mail', name)));
      const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
      if (to?.value[0]?.address === email) return new URL(/https?:\/\/\S+/.exec(mail.text ?? '')?.[0] ?? '');
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const trial = {
  kind: 'trial',
  products: ['BlinkID'],
  platforms: ['android'],
  apps: [{ platform: 'android', value: 'com.acme.app' }],
};

test('the link that the start prints makes the first operator, once', async () => {
  const token = new URL(/http\S+\/become-operator\?token=\S+/.exec(app.output())?.[0] ?? '').searchParams.get(
    'token',
  );
  const become = (email: string) =>
    ask('/accounts/operator', {
      method: 'POST',
      body: { token: token ?? '', email, name: 'Olga', password },
    });
  expect((await become('olga@example.com')).status).toBe(200);
  expect(await (await become('mallory@example.com')).json()).toMatchObject({ code: 'invalid-token' });
  const findings = await json('doctor');
  expect(findings).toContainEqual(expect.objectContaining({ about: 'operators', result: 'fine' }));
});

test('token create makes a token that works at once, for a team and for staff', async () => {
  const made = await json('token', 'create', '--team', team, '--scope', 'all');
  expect(Object.keys(made).sort()).toEqual(['expiresAt', 'id', 'token']);
  const created = await ask('/licenses', { method: 'POST', token: made.token, body: trial });
  expect(created.status).toBe(201);
  const license = await created.json();

  const added = await json('staff', 'add', 'sam@example.com', '--role', 'support');
  expect(added).toEqual({
    email: 'sam@example.com',
    role: 'support',
    link: expect.stringMatching(`^${app.url}/reset\\?token=`),
  });
  const staff = await json('token', 'create', '--staff', 'sam@example.com', '--scope', 'all');
  const locked = await ask(`/licenses/${license.id}/lock`, {
    method: 'POST',
    token: staff.token,
    body: { reason: 'Key leaked.' },
  });
  expect(await locked.json()).toMatchObject({ state: 'locked', stateReason: 'Key leaked.' });
  const mine = await ask(`/licenses/${license.id}/unlock`, {
    method: 'POST',
    token: made.token,
    body: { note: 'x' },
  });
  expect(mine.status).toBe(403);
});

test('a lock by command is felt by the very next check, and so is the unlock', async () => {
  const { token } = await json('token', 'create', '--team', team, '--scope', 'all');
  const { id, licensee } = await (await ask('/licenses', { method: 'POST', token, body: trial })).json();
  const check = async () => {
    const body = {
      license: id,
      licensee,
      app: 'com.acme.app',
      product: 'BlinkID',
      version: '7.8.1',
      platform: 'android',
      os: '15',
      nonce: 'b2Zt3xY0qkP1n8Zw',
    };
    const response = await fetch(`${app.url}/api/v1/validate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()).outcome;
  };
  expect(await check()).toBe('lease');
  expect(await json('license', 'lock', id, '--reason', 'Key leaked.')).toMatchObject({ state: 'locked' });
  expect(await check()).toBe('lock');
  expect((await leasehold('license', 'show', id)).out).toContain('locked: Key leaked.');
  expect(await json('license', 'unlock', id, '--note', 'Replaced.')).toMatchObject({ state: 'active' });
  expect(await check()).toBe('lease');
});

test('keys list shows roots, answer keys and license keys, and no private part', async () => {
  const keys = await json('keys', 'list');
  expect(keys.roots).toHaveLength(2);
  expect(keys.answers).toEqual([expect.objectContaining({ kty: 'OKP', crv: 'Ed25519', state: 'active' })]);
  expect(keys.licenses).toHaveLength(1);
  expect(JSON.stringify(keys)).not.toContain('"d"');
});

test('doctor finds nothing wrong, and warns of the spare root that still lies there', async () => {
  const findings = await json('doctor');
  expect(findings.filter(({ result }: { result: string }) => result === 'wrong')).toEqual([]);
  expect(findings).toContainEqual(expect.objectContaining({ about: 'spare root', result: 'warning' }));
});

/** Raw SQL as the superuser of the embedded database, with triggers turned off: what the audit log is sealed against. */
async function behindItsBack(change: (sql: postgres.TransactionSql) => Promise<unknown>): Promise<void> {
  const secret = readFileSync(join(dataDir, 'secret'), 'utf8').trim();
  const running = await findEmbedded({ dataDir, secret });
  if (!running) throw new Error('the embedded database does not run');
  const url = new URL(running.adminUrl);
  url.pathname = new URL(running.url).pathname;
  const sql = postgres(url.href, { max: 1 });
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await change(tx);
  });
  await sql.end();
}

test('audit verify says that the log is as it was written, and which entry is not; a head kept elsewhere shows a cut', async () => {
  await expect.poll(async () => (await json('audit', 'verify')).unsealed, { timeout: 20_000 }).toBe(0);
  const good = await json('audit', 'verify');
  expect(good).toMatchObject({ ok: true, fault: null, key: { kty: 'OKP', crv: 'Ed25519' } });
  expect(readFileSync(join(dataDir, 'audit-head'), 'utf8').trim()).toBe(good.head);
  expect(app.output()).toContain(good.head);
  expect(await leasehold('audit', 'verify', '--head', good.head)).toMatchObject({ code: 0 });
  expect(await leasehold('audit', 'verify', '--head', 'nothing')).toMatchObject({ code: 2 });

  await behindItsBack((sql) => sql`create table kept as table audit_entries`);
  await behindItsBack(
    (sql) =>
      sql`update audit_entries set action = 'x' where id = (select entry_id from audit_links where position = 2)`,
  );
  const edited = await leasehold('audit', 'verify');
  expect(edited).toMatchObject({ code: 1, err: 'The audit log is not as it was written.\n' });
  expect(edited.out).toMatch(
    /^Entry \d+ \(x of .*\) is not what was sealed here: it was changed, or moved\.\n1 entry before/,
  );
  await behindItsBack(
    (sql) => sql`update audit_entries e set action = k.action from kept k where k.id = e.id`,
  );
  expect(await leasehold('audit', 'verify')).toMatchObject({ code: 0 });

  await behindItsBack(async (sql) => {
    for (const table of ['audit_heads', 'audit_links'])
      await sql.unsafe(`delete from ${table} where position > 1`);
    await sql`delete from audit_entries where id not in (select entry_id from audit_links)`;
  });
  const cut = await leasehold('audit', 'verify', '--json', '--head', good.head);
  expect(cut.code).toBe(1);
  expect(JSON.parse(cut.out)).toMatchObject({ ok: false, fault: { position: 2 } });
});

test('what cannot be done is one line and exit code 1; wrong use is exit code 2 with the usage', async () => {
  const absent = await leasehold('license', 'show', 'LIC-0000-0000');
  expect(absent).toMatchObject({ code: 1, out: '' });
  expect(absent.err.trim().split('\n')).toHaveLength(1);
  expect(await leasehold('token', 'create', '--team', 'no-such-team', '--scope', 'all')).toMatchObject({
    code: 1,
  });
  for (const words of [
    ['license', 'lock', 'LIC-0000-0000'],
    ['staff', 'add', 'a@example.com', '--role', 'king'],
    ['staff', 'add'],
    ['doctor', '--what'],
  ]) {
    const ran = await leasehold(...words);
    expect(ran.code, words.join(' ')).toBe(2);
    expect(ran.err).toContain('npx leasehold');
  }
  expect(await leasehold('dance')).toMatchObject({ code: 2 });
});

test('every command has --help', async () => {
  const { out, code } = await leasehold('--help');
  expect(code).toBe(0);
  const names = [...out.matchAll(/^ {2}([a-z]+(?: [a-z-]+)?)/gm)].map((match) => match[1] ?? '');
  expect(names).toEqual(
    expect.arrayContaining([
      'start',
      'migrate',
      'doctor',
      'staff add',
      'token create',
      'keys list',
      'license show',
      'license lock',
      'license unlock',
      'audit verify',
    ]),
  );
  for (const name of names) {
    const help = await leasehold(...name.trim().split(' '), '--help');
    expect(help, name).toMatchObject({
      code: 0,
      out: expect.stringContaining(`npx leasehold ${name.trim()}`),
    });
  }
});
