import { dropJob as dropJobRow } from '#db/queries/jobs-for-operators.ts';
import { done, useCase } from '#lib/use-case.ts';
import { jobOf, runsNow } from './job-of.ts';

/**
 * Drops a job: what it was to do is never done. Answers `forbidden`, `not-found` also when it has succeeded meanwhile,
 * `conflict` while it runs.
 */
export const dropJob = useCase<{ id: string }, void, 'not-found' | 'conflict'>({
  action: 'job.drop',
  run: async ({ tx }, { id }) => {
    const job = await jobOf(tx, id);
    if ('ok' in job) return job;
    if (!(await dropJobRow(tx, id))) return runsNow();
    return done(undefined, {
      subject: { type: 'job', id },
      before: { task: job.task, key: job.key, state: job.state, attempts: job.attempts },
      after: null,
    });
  },
});
