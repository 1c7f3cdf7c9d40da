import type { Tx } from '#db/client.ts';
import { findJob, type JobRow } from '#db/queries/jobs-for-operators.ts';
import { type Failure, failed, notFound } from '#lib/use-case.ts';

/** The job of an ID, that does not run now; or why there is none to act on. */
export async function jobOf(tx: Tx, id: string): Promise<JobRow | Failure<'not-found' | 'conflict'>> {
  const job = /^\d{1,18}$/.test(id) ? await findJob(tx, id) : null;
  if (job === null) return notFound();
  return job.state === 'running' ? runsNow() : job;
}

/** The answer about a job that a process has. */
export function runsNow(): Failure<'conflict'> {
  return failed('conflict', 'This job runs now. Look again in a minute: no job takes longer.');
}
