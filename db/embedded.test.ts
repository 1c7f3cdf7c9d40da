import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { chooseDatabaseUser } from '#lib/platform/database-user.ts';
import { isAlive } from '#lib/platform/is-alive.ts';
import { makeLog } from '#lib/platform/log.ts';
import { type EmbeddedDatabase, findEmbedded, startEmbedded } from './embedded.ts';
import { isPostmasterOf, readPostmaster } from './postmaster.ts';

const SECRET = 'ZW1iZWRkZWQtdGVzdHMtZW1iZWRkZWQtdGVzdHMtLS0';

let dataDir: string;
let clusterDir: string;
let logLines: string[];
const running: EmbeddedDatabase[] = [];

// One cluster for all: making it takes longer than all that is done with it. Each test leaves it stopped.
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'leasehold-embedded-'));
  chmodSync(dataDir, 0o755);
  clusterDir = join(dataDir, 'postgres');
});

afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

beforeEach(() => {
  logLines = [];
});

afterEach(async () => {
  for (const embedded of running.splice(0)) await embedded.stop({ atOnce: true });
});

async function start(secret = SECRET): Promise<EmbeddedDatabase> {
  const log = makeLog({ write: (line: string) => void logLines.push(line) });
  const embedded = await startEmbedded({ dataDir, secret, user: chooseDatabaseUser(clusterDir), log });
  running.push(embedded);
  return embedded;
}

function postmasterPid(): number {
  const { pid } = readPostmaster(clusterDir) ?? {};
  if (pid === undefined) throw new Error('no server runs');
  return pid;
}

async function ask<T>(url: string, run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await run(sql);
  } finally {
    await sql.end();
  }
}

/** Starts the server from a process of its own, which is then killed. */
async function startAndBeKilled(): Promise<void> {
  const options = JSON.stringify({ dataDir, secret: SECRET, user: chooseDatabaseUser(clusterDir) });
  const script = `
    import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))};
    await startEmbedded({ ...${options}, log: console });
    process.kill(process.pid, 'SIGKILL');`;
  const app = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: import.meta.dirname });
  await once(app, 'exit');
}

test('the first start makes a cluster, whatever half of one is in its place, with one collation, durable commits, and a login that is no superuser', async () => {
  writeFileSync(`${clusterDir}.making`, 'half, from a start that was killed');
  const { url } = await start();
  expect(existsSync(`${clusterDir}.making`)).toBe(false);
  const [row] = await ask(
    url,
    (sql) => sql`
      select session_user as login, rolsuper as "isSuper", rolcreaterole as "mayCreateRoles",
             pg_has_role('leasehold_owner', 'set') as "isOwner", pg_has_role('leasehold_app', 'set') as "isApp",
             datlocprovider as provider, pg_encoding_to_char(encoding) as encoding, datlocale as locale,
             pg_get_userbyid(datdba) as owner, current_setting('fsync') as fsync,
             current_setting('synchronous_commit') as commit, current_setting('password_encryption') as passwords
      from pg_roles, pg_database where rolname = session_user and datname = current_database()`,
  );
  expect(row).toEqual({
    login: 'leasehold',
    isSuper: false,
    mayCreateRoles: false,
    isOwner: true,
    isApp: true,
    provider: 'b',
    encoding: 'UTF8',
    locale: 'C.UTF-8',
    owner: 'leasehold_owner',
    fsync: 'on',
    commit: 'on',
    passwords: 'scram-sha-256',
  });
});

test('nobody gets in without the password', async () => {
  const { url } = await start();
  const guess = new URL(url);
  guess.password = 'leasehold';
  await expect(ask(guess.href, (sql) => sql`select 1`)).rejects.toMatchObject({ code: '28P01' });
});

test('stopping leaves no process, and the next start has the rows and the port of before', async () => {
  const first = await start();
  await ask(first.url, (sql) => sql`create table if not exists kept as select 1 as one`);
  const pid = postmasterPid();
  await first.stop();
  expect(isAlive(pid)).toBe(false);
  expect(existsSync(join(clusterDir, 'postmaster.pid'))).toBe(false);
  const second = await start();
  expect(second.url).toBe(first.url);
  expect(second.wasAdopted).toBe(false);
  expect(await ask(second.url, (sql) => sql`select one from kept`)).toEqual([{ one: 1 }]);
});

test('a server that was left behind is taken over, watched, and stopped in the end', async () => {
  await startAndBeKilled();
  const pid = postmasterPid();
  const adopting = await start();
  expect(adopting.wasAdopted).toBe(true);
  await adopting.stop();
  expect(isAlive(pid)).toBe(false);
});

test('a server that was taken over and dies is started again', async () => {
  await startAndBeKilled();
  const adopting = await start();
  const restarted = new Promise<void>((resolve) => adopting.onRestart(resolve));
  process.kill(postmasterPid(), 'SIGKILL');
  await restarted;
  expect(await ask(adopting.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
});

test('a server that dies is started again on the same port, and what was committed is there', async () => {
  const embedded = await start();
  await ask(embedded.url, (sql) => sql`create table if not exists kept as select 1 as one`);
  const pid = postmasterPid();
  const restarted = new Promise<void>((resolve) => embedded.onRestart(resolve));
  process.kill(pid, 'SIGKILL');
  await restarted;
  expect(postmasterPid()).not.toBe(pid);
  expect(await ask(embedded.url, (sql) => sql`select one from kept`)).toEqual([{ one: 1 }]);
  expect(logLines.join('')).toContain('the embedded database runs again');
});

test('a stop while it is being started again leaves no process either', async () => {
  const embedded = await start();
  process.kill(postmasterPid(), 'SIGKILL');
  await expect.poll(() => logLines.join('')).toContain('starting it again');
  await embedded.stop();
  const left = readPostmaster(clusterDir);
  expect(left && isPostmasterOf(left.pid, clusterDir)).toBeFalsy();
});

test('a process that was given the ID of a dead server is not taken for it', async () => {
  const first = await start();
  await first.stop({ atOnce: true });
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
  const file = join(clusterDir, 'postmaster.pid');
  const port = readFileSync(join(dataDir, 'postgres.port'), 'utf8').trim();
  writeFileSync(file, `${other.pid}\n${clusterDir}\n1\n${port}\n\n127.0.0.1\n\nready   \n`);
  try {
    const second = await start();
    expect(second.wasAdopted).toBe(false);
    expect(postmasterPid()).not.toBe(other.pid);
  } finally {
    other.kill('SIGKILL');
  }
});

test('another secret than the one it was made with is refused with a line, and nothing is left running', async () => {
  const first = await start();
  await first.stop();
  await expect(start(SECRET.replace('Z', 'Y'))).rejects.toThrow(
    /^The database in .* was made with another secret/,
  );
  expect(readPostmaster(clusterDir)).toBeNull();
});

test('a command finds the running server, and none when none runs', async () => {
  expect(await findEmbedded({ dataDir, secret: SECRET })).toBeNull();
  const embedded = await start();
  const { url, adminUrl } = embedded;
  expect(await findEmbedded({ dataDir, secret: SECRET })).toEqual({ url, adminUrl });
});

test('a start that is given up leaves nothing running', async () => {
  const first = await start();
  await first.stop();
  const log = makeLog({ write: () => undefined });
  const user = chooseDatabaseUser(clusterDir);
  await expect(
    startEmbedded({ dataDir, secret: SECRET, user, log, signal: AbortSignal.abort() }),
  ).rejects.toThrow();
  expect(readPostmaster(clusterDir)).toBeNull();
});

test('a cluster that cannot be started is refused with what its log says', async () => {
  const first = await start();
  await first.stop();
  rmSync(join(clusterDir, 'global'), { recursive: true });
  await expect(start()).rejects.toThrow(
    /^The embedded database does not start: .+ Its log is .*postgres\.log\.$/,
  );
});
