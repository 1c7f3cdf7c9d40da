'use client';

import '../licenses/stack.css';
import '../licenses/license.css';
import './operator.css';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import type { Job } from '#lib/contract/jobs.ts';
import { JOB_STATES, type JobState } from '#lib/domain/job-states.ts';
import { api } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { notify } from '../ui/notify.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { DropJob } from './drop-job.tsx';
import { JobTable } from './job-table.tsx';
import { JOB_WORDS, taskWords } from './job-words.ts';

type JobsPage = { items: Job[]; next: string | null; counts: Record<JobState, number> };
type Props = { state: JobState | null; first: JobsPage; drawnAt: number };

const PAGE = 50;
const REFRESH_MS = 5_000;

/** What waits to be done, what fails and why; looked at again every few seconds. */
export function Jobs({ state, first, drawnAt }: Props) {
  const queries = useQueryClient();
  const [dropping, setDropping] = useState<Job | null>(null);
  const jobs = useInfiniteQuery({
    ...api.jobs.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...(state && { state }), limit: PAGE, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    initialData: { pages: [first], pageParams: [undefined] },
    refetchInterval: REFRESH_MS,
  });
  const refresh = () => queries.invalidateQueries({ queryKey: api.jobs.key() });
  const retry = useMutation(
    api.jobs.retry.mutationOptions({
      onSuccess: (job) => notify(`${taskWords(job.task)} runs again now.`),
      onSettled: refresh,
    }),
  );
  const counts = jobs.data.pages[0]?.counts ?? first.counts;
  const items = jobs.data.pages.flatMap((page) => page.items);
  const total = JOB_STATES.reduce((sum, one) => sum + counts[one], 0);

  return (
    <>
      <div className="title">
        <h1>Jobs</h1>
      </div>
      <p className="muted pretty operator-says">
        What is done after a change: mails above all. A job that succeeded is gone from here; one that fails
        is tried again after 3, 7, 20 seconds and so on, up to six hours, 25 times.
      </p>
      <nav className="pick op-pick" aria-label="State">
        <Link href="/staff/operator/jobs" aria-current={state === null ? 'page' : undefined} scroll={false}>
          All {total}
        </Link>
        {(Object.keys(JOB_WORDS) as JobState[]).map((one) => (
          <Link
            key={one}
            href={`/staff/operator/jobs?state=${one}`}
            title={JOB_WORDS[one].means}
            aria-current={state === one ? 'page' : undefined}
            scroll={false}
          >
            {JOB_WORDS[one].word} {counts[one]}
          </Link>
        ))}
      </nav>
      <ProblemNote>{retry.error ? readProblem(retry.error).says : null}</ProblemNote>
      {items.length > 0 ? (
        <JobTable
          jobs={items}
          drawnAt={drawnAt}
          retrying={retry.isPending ? retry.variables.id : null}
          onRetry={(job) => retry.mutate({ id: job.id })}
          onDrop={setDropping}
        />
      ) : (
        <EmptyState
          title={
            state === null ? 'Nothing waits to be done' : `No job is ${JOB_WORDS[state].word.toLowerCase()}`
          }
          says={
            state === null
              ? 'Jobs appear here when a change has something to send, and are gone when they are done.'
              : `Such a job ${JOB_WORDS[state].means}.`
          }
        />
      )}
      {jobs.isError ? (
        <ErrorState
          title="The jobs could not be looked at again"
          requestId={readProblem(jobs.error).requestId}
          onRetry={() => jobs.refetch()}
        />
      ) : null}
      {jobs.hasNextPage ? (
        <div className="actions">
          <Button onClick={() => jobs.fetchNextPage()} isBusy={jobs.isFetchingNextPage}>
            Load more
          </Button>
        </div>
      ) : null}
      {dropping ? <DropJob job={dropping} onClose={() => setDropping(null)} onDropped={refresh} /> : null}
    </>
  );
}
