import { beforeEach, expect, test } from 'vitest';
import { enqueueJob } from '#db/queries/jobs.ts';
import { makeTeam, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { ANONYMOUS, COMMAND } from '#lib/use-case.ts';
import { dropJob } from './drop-job.ts';
import { listJobs } from './list-jobs.ts';
import { retryJob } from './retry-job.ts';

const db = useTestDatabase();

beforeEach(async () => {
  await db.sql`delete from graphile_worker._private_jobs`;
});

/** Enqueues jobs, and puts them into a state as graphile-worker does. */
async function enqueue(count: number, change = 'attempts = attempts'): Promise<string[]> {
  const before = await ids();
  await db.database.transaction(async (tx) => {
    for (let n = 0; n < count; n++) await enqueueJob(tx, { task: 'send-mail', payload: { n } });
  });
  const made = (await ids()).filter((id) => !before.includes(id));
  await db.sql.unsafe(`update graphile_worker._private_jobs set ${change} where id = any($1)`, [made]);
  return made;
}
const ids = async () =>
  (await db.sql<{ id: string }[]>`select id::text from graphile_worker.jobs order by jobs.id`).map(
    ({ id }) => id,
  );

const FAILING = `attempts = 3, last_error = 'the mail server is away', run_at = now() + interval '1 hour'`;
const GIVEN_UP = `attempts = max_attempts, last_error = 'no such mailbox'`;
const RUNNING = `attempts = 1, locked_at = now(), locked_by = 'worker'`;

test('jobs are listed by state, with attempts and last error, page by page', async () => {
  await enqueue(3);
  const [failing] = await enqueue(1, FAILING);
  await enqueue(1, GIVEN_UP);
  await enqueue(1, RUNNING);
  await enqueue(2, `run_at = now() + interval '1 day'`);
  const first = succeeded(await listJobs(COMMAND, { limit: 5 }));
  expect(first.counts).toEqual({ running: 1, waiting: 3, scheduled: 2, failing: 1, 'given-up': 1 });
  expect(first.items).toHaveLength(5);
  const second = succeeded(await listJobs(COMMAND, { limit: 5, cursor: first.next ?? '' }));
  expect(second.next).toBeNull();
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(await ids());
  const narrowed = succeeded(await listJobs(COMMAND, { state: 'failing', limit: 5 }));
  expect(narrowed.items).toEqual([
    expect.objectContaining({
      id: failing,
      task: 'send-mail',
      attempts: 3,
      maxAttempts: 25,
      lastError: 'the mail server is away',
    }),
  ]);
  expect(await listJobs(COMMAND, { limit: 5, cursor: 'x' })).toMatchObject({ code: 'invalid-input' });
});

test('a failing job runs again now, and one that was given up with all its attempts', async () => {
  const [failing = ''] = await enqueue(1, FAILING);
  const again = succeeded(await retryJob(COMMAND, { id: failing }));
  expect(again).toMatchObject({ state: 'failing', attempts: 3 });
  expect(Date.parse(again.runAt)).toBeLessThanOrEqual(Date.now());
  const [givenUp = ''] = await enqueue(1, GIVEN_UP);
  expect(succeeded(await retryJob(COMMAND, { id: givenUp }))).toMatchObject({
    state: 'waiting',
    attempts: 0,
  });
  const [entry] =
    await db.sql`select before, after from audit_entries where action = 'job.retry' and subject_id = ${givenUp}`;
  expect(entry).toEqual({
    before: { task: 'send-mail', state: 'given-up', attempts: 25 },
    after: { state: 'waiting', attempts: 0 },
  });
});

test('a dropped job is gone, and the audit log says which it was', async () => {
  const [id = ''] = await enqueue(1, GIVEN_UP);
  succeeded(await dropJob(COMMAND, { id }));
  expect(await ids()).toEqual([]);
  expect(
    await db.sql`select before from audit_entries where action = 'job.drop' and subject_id = ${id}`,
  ).toEqual([{ before: { task: 'send-mail', key: null, state: 'given-up', attempts: 25 } }]);
  expect(await dropJob(COMMAND, { id })).toMatchObject({ code: 'not-found' });
  expect(await retryJob(COMMAND, { id })).toMatchObject({ code: 'not-found' });
});

test('a running job is left alone, and what is no ID names none', async () => {
  const [id = ''] = await enqueue(1, RUNNING);
  expect(await retryJob(COMMAND, { id })).toMatchObject({ code: 'conflict' });
  expect(await dropJob(COMMAND, { id })).toMatchObject({ code: 'conflict' });
  expect(await ids()).toEqual([id]);
  expect(await dropJob(COMMAND, { id: 'x' })).toMatchObject({ code: 'not-found' });
});

test('nobody but operators sees or touches jobs', async () => {
  const scene = await makeTeam(db, 'Acme');
  const [id = ''] = await enqueue(1);
  for (const actor of [scene.owner, await scene.staff('sales'), await scene.staff('support')]) {
    for (const result of [
      await listJobs(actor, { limit: 1 }),
      await retryJob(actor, { id }),
      await dropJob(actor, { id }),
    ])
      expect(result).toMatchObject({ code: 'forbidden' });
  }
  expect(await listJobs(ANONYMOUS, { limit: 1 })).toMatchObject({ code: 'unauthenticated' });
  expect(succeeded(await listJobs(await scene.staff('operator'), { limit: 1 })).items).toHaveLength(1);
});

test("the app's own role cannot reach the job tables", async () => {
  await expect(db.database.orm.execute('select * from graphile_worker.jobs')).rejects.toThrow();
});
