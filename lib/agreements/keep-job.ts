import type { Job } from '#db/queries/jobs.ts';
import type { Act } from '#lib/use-case.ts';

/** What the clock asks for, to be enqueued with a change after which it may be due at once (`keepAgreements`). */
export function keepJob(): Parameters<Act['enqueue']>[0] {
  return { task: 'keep-agreements', payload: {}, key: 'keep-agreements' } satisfies Job;
}
