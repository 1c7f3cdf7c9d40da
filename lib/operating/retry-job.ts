import { findJob, type JobRow, retryJob as retryJobRow } from '#db/queries/jobs-for-operators.ts';
import { done, notFound, useCase } from '#lib/use-case.ts';
import { jobOf, runsNow } from './job-of.ts';

/**
 * Has a job run again now; one that was given up gets all its attempts back.
 * Answers `forbidden`, `not-found` also when it has succeeded meanwhile, `conflict` while it runs.
 */
export const retryJob = useCase<{ id: string }, JobRow, 'not-found' | 'conflict'>({
  action: 'job.retry',
  run: async ({ tx }, { id }) => {
    const job = await jobOf(tx, id);
    if ('ok' in job) return job;
    if (!(await retryJobRow(tx, id))) return runsNow();
    const again = await findJob(tx, id);
    if (again === null) return notFound();
    return done(again, {
      subject: { type: 'job', id },
      before: { task: job.task, state: job.state, attempts: job.attempts },
      after: { state: again.state, attempts: again.attempts },
    });
  },
});
