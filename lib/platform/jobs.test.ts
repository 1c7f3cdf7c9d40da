// Long, because each way in which a job can fail or be cut short is played through on its own.
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type EmbeddedDatabase, startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { TEST_SECRET } from '../../e2e/test-secret.ts';
import { chooseDatabaseUser } from './database-user.ts';
import { type JobHandler, type Jobs, migrateJobs, startJobs } from './jobs.ts';
import { log } from './log.ts';

// A server of its own, because one test kills it.
const dataDir = mkdtempSync(join(tmpdir(), 'leasehold-jobs-'));
let embedded: EmbeddedDatabase;
let sql: postgres.Sql;
let ownerRole: string | null;
const running: Jobs[] = [];

beforeAll(async () => {
  chmodSync(dataDir, 0o755);
  embedded = await startEmbedded({
    dataDir,
    secret: TEST_SECRET,
    user: chooseDatabaseUser(join(dataDir, 'postgres')),
    log,
  });
  ({ ownerRole } = await migrate({
    url: embedded.url,
    folder: join(import.meta.dirname, '../../db/migrations'),
  }));
  await Promise.all([
    migrateJobs({ url: embedded.url, ownerRole }),
    migrateJobs({ url: embedded.url, ownerRole }),
  ]);
  const admin = new URL(embedded.adminUrl);
  admin.pathname = new URL(embedded.url).pathname;
  sql = postgres(admin.href, { max: 2, onnotice: () => undefined });
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((jobs) => jobs.stop()));
  await sql`delete from graphile_worker._private_jobs`;
});

afterAll(async () => {
  await sql.end();
  await embedded.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function start(handler: JobHandler, url = embedded.url): Jobs {
  const jobs = startJobs({ url, ownerRole, handlers: { 'send-mail': handler } });
  running.push(jobs);
  return jobs;
}

const enqueue = (id: number, task = 'send-mail') =>
  sql`select enqueue_job(${task}, ${JSON.stringify({ id })}::text::json, null)`;
const left = async () =>
  (await sql`select 1 from graphile_worker.jobs where task_identifier = 'send-mail'`).length;
const idOf = (payload: unknown) => (payload as { id: number }).id;

/** Another address of the database, which can go away. */
async function proxy(): Promise<{ port: number; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect({ port: Number(new URL(embedded.url).port), host: '127.0.0.1' });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.pipe(upstream).pipe(client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function until(isTrue: () => boolean | Promise<boolean>, milliseconds = 10_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error('it did not come true');
    await sleep(10);
  }
}

test('a job runs when its transaction commits, and never if it does not', async () => {
  const seen: number[] = [];
  start(async ({ payload }) => seen.push(idOf(payload)));
  await sql
    .begin(async (tx) => {
      await tx`select enqueue_job('send-mail', ${JSON.stringify({ id: 1 })}::text::json, null)`;
      throw new Error('rolled back');
    })
    .catch(() => undefined);
  await enqueue(2);
  await until(() => seen.includes(2));
  expect(seen).toEqual([2]);
  await until(async () => (await left()) === 0);
});

test('a job that fails is run again until it succeeds', async () => {
  let runs = 0;
  start(async () => {
    runs += 1;
    if (runs < 3) throw new Error('not now');
  });
  await enqueue(1);
  for (const failures of [1, 2]) {
    await until(
      async () =>
        (
          await sql`select 1 from graphile_worker.jobs where attempts = ${failures} and locked_at is null and last_error like 'not now%'`
        ).length > 0,
    );
    const [row] =
      await sql`select run_at - updated_at > interval '2 seconds' as is_later from graphile_worker.jobs`;
    expect(row?.is_later).toBe(true);
    await sql`update graphile_worker._private_jobs set run_at = now()`;
  }
  await until(async () => (await left()) === 0);
  expect(runs).toBe(3);
});

test('two processes run each job once', async () => {
  const seen: number[] = [];
  for (let process = 0; process < 2; process += 1) start(async ({ payload }) => seen.push(idOf(payload)));
  const ids = Array.from({ length: 40 }, (_, id) => id);
  await Promise.all(ids.map((id) => enqueue(id)));
  await until(async () => (await left()) === 0);
  expect(seen.sort((one, other) => one - other)).toEqual(ids);
});

test('stopping waits for the job that runs and takes no other', async () => {
  const finished: number[] = [];
  let begun = 0;
  const jobs = start(async ({ payload }) => {
    begun += 1;
    await sleep(300);
    finished.push(idOf(payload));
  });
  for (const id of [1, 2, 3]) await enqueue(id);
  await until(() => begun === 2);
  await jobs.stop();
  expect(finished).toHaveLength(2);
  expect(await left()).toBe(1);
});

test('stopping at once leaves the job that runs to the next start', async () => {
  let begun = 0;
  const jobs = start(() => {
    begun += 1;
    return new Promise(() => undefined);
  });
  await enqueue(1);
  await until(() => begun === 1);
  const startedAt = performance.now();
  await jobs.stop({ atOnce: true });
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  const rows = await sql`select last_error, locked_at from graphile_worker.jobs`;
  expect([...rows]).toEqual([{ last_error: 'send-mail was given up: the process stopped', locked_at: null }]);
});

test('a job whose process was killed while it ran is run by another after two minutes', async () => {
  await enqueue(1);
  await sql`update graphile_worker._private_jobs set locked_by = 'killed', locked_at = now() - interval '119 seconds'`;
  const seen: number[] = [];
  start(async ({ payload }) => seen.push(idOf(payload)));
  const unlock = async () => {
    await enqueue(0, 'unlock-stale-jobs');
    await until(
      async () =>
        (await sql`select 1 from graphile_worker.jobs where task_identifier = 'unlock-stale-jobs'`).length ===
        0,
    );
  };
  await until(async () => (await sql`select 1 from pg_stat_activity where query like 'LISTEN%'`).length > 0);
  await unlock();
  expect(seen).toEqual([]);
  await sql`update graphile_worker._private_jobs set locked_at = now() - interval '121 seconds'`;
  await unlock();
  await until(() => seen.length === 1);
});

test('of several hosts the one that answers as primary is used', async () => {
  const seen: number[] = [];
  start(async ({ payload }) => seen.push(idOf(payload)), embedded.url.replace('@', '@127.0.0.1:1,'));
  await enqueue(1);
  await until(() => seen.length === 1);
});

test('when the host in use goes away, jobs are run from the next that is primary', async () => {
  const [first, second] = [await proxy(), await proxy()];
  const seen: number[] = [];
  const url = new URL(embedded.url);
  const [, login] = /^(.*@)/.exec(embedded.url) ?? [];
  start(
    async ({ payload }) => seen.push(idOf(payload)),
    `${login}127.0.0.1:${first.port},127.0.0.1:${second.port}${url.pathname}`,
  );
  await enqueue(1);
  await until(async () => seen.includes(1) && (await left()) === 0);
  first.close();
  await enqueue(2);
  await until(() => seen.includes(2), 20_000);
  second.close();
}, 30_000);

test('tasks that run by the clock are run by it', async () => {
  const seen: number[] = [];
  const jobs = startJobs({
    url: embedded.url,
    ownerRole,
    handlers: { sweep: async ({ now }) => seen.push(now) },
    schedule: { sweep: '17 3 * * *' },
  });
  running.push(jobs);
  await until(
    async () =>
      (await sql`select 1 from graphile_worker._private_known_crontabs where identifier = 'sweep'`).length ===
      1,
  );
  await enqueue(0, 'sweep');
  await until(() => seen.length === 1);
});

test('a database that is killed and started again gets its jobs run again', async () => {
  const seen: number[] = [];
  start(async ({ payload }) => seen.push(idOf(payload)));
  await enqueue(1);
  await until(() => seen.includes(1));
  const restarted = new Promise<void>((resolve) => embedded.onRestart(resolve));
  process.kill(
    Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
    'SIGKILL',
  );
  await restarted;
  await until(() =>
    enqueue(2).then(
      () => true,
      () => false,
    ),
  );
  await until(() => seen.includes(2), 15_000);
});
