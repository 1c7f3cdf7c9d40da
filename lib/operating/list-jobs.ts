import { countJobs, type JobRow, listJobs as readJobs } from '#db/queries/jobs-for-operators.ts';
import { JOB_STATES, type JobState } from '#lib/domain/job-states.ts';
import type { Page } from '#lib/domain/page-of.ts';
import { foreignCursor } from '#lib/done-page.ts';
import { done, useCase } from '#lib/use-case.ts';

export type JobsAsked = { state?: JobState | undefined; limit: number; cursor?: string | undefined };
export type ListedJobs = Page<JobRow> & { counts: Record<JobState, number> };

/** What waits to be done, the oldest first, and how much there is in each state. Answers `forbidden`, `invalid-input`. */
export const listJobs = useCase<JobsAsked, ListedJobs, 'invalid-input'>({
  action: 'job.list',
  run: async ({ tx }, { state, limit, cursor }) => {
    if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) return foreignCursor();
    const rows = await readJobs(tx, { state, limit, after: cursor });
    const counted = await countJobs(tx);
    const items = rows.slice(0, limit);
    const counts = { running: 0, waiting: 0, scheduled: 0, failing: 0, 'given-up': 0 };
    for (const one of JOB_STATES) counts[one] = counted[one] ?? 0;
    return done({ items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null, counts });
  },
});
