import { sql } from 'drizzle-orm';
import type { JobState } from '#lib/domain/job-states.ts';
import type { Handle, Tx } from '../client.ts';

// The job tables belong to the owner's role and have row security: the app reaches them through functions alone.

export type JobRow = {
  id: string;
  task: string;
  key: string | null;
  state: JobState;
  attempts: number;
  maxAttempts: number;
  runAt: string;
  createdAt: string;
  lockedAt: string | null;
  lastError: string | null;
};

const columns = sql`id::text as id, task, job_key as key, state, attempts::int4 as attempts,
  max_attempts::int4 as "maxAttempts", ${text('run_at')} as "runAt", ${text('created_at')} as "createdAt",
  ${text('locked_at')} as "lockedAt", last_error as "lastError"`;

function text(column: 'run_at' | 'created_at' | 'locked_at') {
  return sql`to_char(${sql.identifier(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

export type JobFilter = { state?: JobState | undefined; limit: number; after?: string | undefined };

/** Jobs by their IDs, one more than `limit` when there are more. */
export async function listJobs(handle: Handle, { state, limit, after }: JobFilter): Promise<JobRow[]> {
  return handle.execute<JobRow>(sql`
    select ${columns} from list_jobs(${state ?? null}, ${after ?? '0'}::int8, ${limit + 1})`);
}

/** Index: primary key of the jobs. */
export async function findJob(handle: Handle, id: string): Promise<JobRow | null> {
  const [row] = await handle.execute<JobRow>(
    sql`select ${columns} from list_jobs(null, ${id}::int8 - 1, 1) where id = ${id}::int8`,
  );
  return row ?? null;
}

/** How many jobs are in each state; those that are in none are missing. Reads all jobs. */
export async function countJobs(handle: Handle): Promise<Partial<Record<JobState, number>>> {
  const rows = await handle.execute<{ state: JobState; count: number }>(
    sql`select state, count::int4 as count from count_jobs()`,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** Has a job run again now, with all its attempts when it had none left. Gives false when it runs now, or is gone. */
export async function retryJob(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.execute<{ done: boolean }>(sql`select retry_job(${id}::int8) as done`);
  return row?.done ?? false;
}

/** Gives false when the job runs now, or is gone. */
export async function dropJob(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.execute<{ done: boolean }>(sql`select drop_job(${id}::int8) as done`);
  return row?.done ?? false;
}
