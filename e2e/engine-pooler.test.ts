import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedDatabase, startEmbedded } from '#db/embedded.ts';
import { chooseDatabaseUser } from '#lib/platform/database-user.ts';
import { log } from '#lib/platform/log.ts';
import { countedChecks, runningTrials, someCheck } from './engine-app.ts';
import { startLoad } from './engine-load.ts';
import { findPgbouncer, startPgbouncer } from './engine-pooler.ts';
import { endAll, freePort, type RunningApp, refusal, startApp } from './run-app.ts';

// The app behind PgBouncer in transaction mode: DATABASE_URL through it, DATABASE_DIRECT_URL past it.

const program = findPgbouncer();
if (program === null)
  console.log('There is no pgbouncer here and none can be installed: its tests are skipped.');

let parent: string;
let server: EmbeddedDatabase;
let pooler: Awaited<ReturnType<typeof startPgbouncer>>;
let app: RunningApp;
let secret: string;
let port: number;

const databaseDir = () => join(parent, 'database');
const dataDir = () => join(parent, 'data');

beforeAll(async () => {
  if (program === null) return;
  parent = mkdtempSync(join(tmpdir(), 'leasehold-engine-pooler-'));
  chmodSync(parent, 0o755);
  mkdirSync(databaseDir(), { mode: 0o711 });
  secret = randomBytes(32).toString('base64url');
  writeFileSync(join(databaseDir(), 'secret'), secret);
  const user = chooseDatabaseUser(join(databaseDir(), 'postgres'));
  server = await startEmbedded({ dataDir: databaseDir(), secret, user, log });
  pooler = await startPgbouncer(program, {
    folder: join(parent, 'pgbouncer'),
    port: await freePort(),
    url: server.url,
  });
  port = await freePort();
  app = await startApp({
    env: {
      PORT: `${port}`,
      DATA_DIR: dataDir(),
      DATABASE_URL: pooler.url,
      DATABASE_DIRECT_URL: server.url,
      AUTH_SECRET: secret,
      WORKERS: '2',
    },
  });
});

afterAll(async () => {
  await endAll();
  await pooler?.stop();
  await server?.stop();
  if (parent) rmSync(parent, { recursive: true, force: true });
});

test.skipIf(program === null)(
  'checks at full load through a pooler are answered, and every answer is counted',
  async () => {
    const licenses = await runningTrials(databaseDir(), 5);
    const signed = new Map<string, number>();
    const others: number[] = [];
    const load = startLoad({
      port,
      connections: 64,
      next: () => someCheck(licenses),
      onAnswer: (license, { status }) => {
        if (status === 200) signed.set(license, (signed.get(license) ?? 0) + 1);
        else others.push(status);
      },
    });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await load.stop();
    const counted = await countedChecks(databaseDir(), licenses);
    expect(others).toEqual([]);
    expect([...signed.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(500);
    expect([...counted].toSorted()).toEqual([...signed].toSorted());
  },
);

test.skipIf(program === null)('a use case commits through a pooler, and its job runs past it', async () => {
  const response = await fetch(`http://localhost:${port}/api/v1/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: `http://localhost:${port}` },
    body: JSON.stringify({
      email: 'ana@acme.example',
      password: 'a long enough password 7',
      name: 'Ana',
      team: 'Acme',
    }),
  });
  expect(response.status).toBe(202);
  const mails = () => {
    try {
      return readdirSync(join(dataDir(), 'mail')).filter((name) => name.endsWith('.eml'));
    } catch {
      return [];
    }
  };
  await expect.poll(mails, { timeout: 20_000, interval: 100 }).toHaveLength(1);
  expect(readFileSync(join(dataDir(), 'mail', mails()[0] ?? ''), 'utf8')).toContain('ana@acme.example');
  expect((await fetch(`http://localhost:${port}/readyz`)).status).toBe(200);
  expect(await app.end()).toBe(0);
});

test.skipIf(program === null)(
  'a pooler that DATABASE_URL does not name as one is told in one line',
  async () => {
    const env = { PORT: `${await freePort()}`, DATA_DIR: join(parent, 'other'), AUTH_SECRET: secret };
    const DATABASE_URL = pooler.url.replace(/\?.*$/, '');
    const { code, lines } = await refusal({ env: { ...env, DATABASE_URL } });
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(/^DATABASE_URL is .*; a pooler answers there: add \?prepare=false/),
    ]);
  },
);
