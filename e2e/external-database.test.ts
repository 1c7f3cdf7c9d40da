import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { chooseDatabaseUser } from '#lib/platform/database-user.ts';
import { endAll, freePort, startApp } from './run-app.ts';
import { TEST_SECRET } from './test-secret.ts';

// Debian's own server, of another major version than the embedded one, so that nothing newer slips in.

const bin = debianBin();
let folder: string;
let port: number;
let stop: () => Promise<void>;

function debianBin(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root)
    ? readdirSync(root)
        .map(Number)
        .filter((major) => major >= 15)
    : [];
  const found = versions.sort((a, b) => a - b).map((major) => join(root, String(major), 'bin'));
  return found.find((path) => existsSync(join(path, 'initdb'))) ?? null;
}

if (!bin)
  process.stdout.write(
    'There is no PostgreSQL of Debian here (package postgresql): DATABASE_URL is not tried with one.\n',
  );

beforeAll(async () => {
  if (!bin) return;
  folder = mkdtempSync(join(tmpdir(), 'leasehold-external-'));
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  const user = chooseDatabaseUser(data);
  if (user) chownSync(folder, user.uid, user.gid);
  const as = { cwd: '/', ...(user && { uid: user.uid, gid: user.gid }) };
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    { ...as, stdio: 'ignore' },
  );
  port = await freePort();
  const words = [
    '-D',
    data,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
  ];
  const server = spawn(join(bin, 'postgres'), words, { ...as, stdio: 'ignore' });
  stop = async () => {
    server.kill('SIGINT');
    await once(server, 'exit');
  };
  const admin = postgres(`postgres://postgres@127.0.0.1:${port}/postgres`, {
    max: 1,
    backoff: () => 0.1,
    onnotice: () => undefined,
  });
  for (;;) {
    try {
      await admin`select 1`;
      break;
    } catch {
      // It is still starting.
    }
  }
  await admin`create role leasehold_login login createrole`;
  await admin`create database mine owner leasehold_login`;
  await admin.end();
});

afterEach(endAll);
afterAll(async () => {
  await stop?.();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!bin).each(['', '?prepare=false'])(
  'DATABASE_URL%s replaces the embedded database',
  async (query) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'leasehold-external-data-'));
    const url = `postgres://leasehold_login@127.0.0.1:${port}/mine`;
    const app = await startApp({
      env: {
        PORT: `${await freePort()}`,
        DATA_DIR: dataDir,
        DATABASE_URL: `${url}${query}`,
        AUTH_SECRET: TEST_SECRET,
      },
    });
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    const body = {
      license: 'LIC-7F3K-9QXM',
      licensee: 'Acme Inc',
      app: 'com.acme.app',
      product: 'BlinkID',
      version: '7.8.1',
      platform: 'android',
      os: '15',
      nonce: 'b2Zt3xY0qkP1n8Zw',
    };
    const answer = await fetch(`${app.url}/api/v1/validate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    expect((await answer.json()).claims.reason).toBe('license-unknown');
    expect((await (await fetch(`${app.url}/api/v1/products`)).json()).items).toHaveLength(5);
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
    await app.end();
    const sql = postgres(`${url}`, { max: 1, connection: { role: 'leasehold_app' } });
    await expect(sql`update audit_entries set action = 'x'`).rejects.toMatchObject({ code: '42501' });
    const [counted] = await sql`select sum(count)::int as n from unknown_check_counts`;
    expect(counted?.n).toBeGreaterThan(0);
    await sql.end();
    rmSync(dataDir, { recursive: true, force: true });
  },
);
