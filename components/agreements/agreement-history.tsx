'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { formatInstant } from '#components/ui/format-instant.ts';
import { Section } from '#components/ui/section.tsx';
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx';
import type { AgreementHistoryEntry } from '#lib/contract/agreements.ts';
import { readProblem } from '../read-problem.ts';
import { historyWords, isChange, termChanges } from './history-words.ts';

type Props = { number: string; version: number; now: number };

/** All that happened to an agreement, the latest first, with each term before and after. */
export function AgreementHistory({ number, version, now }: Props) {
  const history = useInfiniteQuery({
    ...api.agreements.history.infiniteOptions({
      input: (cursor: string | undefined) => ({ number, limit: 20, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    // A new version is a new entry.
    queryKey: ['agreement-history', number, version],
  });
  const entries = history.data?.pages.flatMap((page) => page.items)?.filter(isChange) ?? [];
  return (
    <Section title="History" says="Every change of this agreement, by whom, with what it was before.">
      {history.isPending ? <SkeletonRows rows={3} columns={['18%', '40%', '30%']} /> : null}
      {history.error ? (
        <ErrorState
          title="The history could not be loaded"
          requestId={readProblem(history.error).requestId}
          onRetry={() => history.refetch()}
        />
      ) : null}
      <ol className="what-when">
        {entries.map((entry) => (
          <Entry key={`${entry.at} ${entry.action}`} entry={entry} now={now} />
        ))}
      </ol>
      {history.hasNextPage ? (
        <div className="list-more">
          <Button onClick={() => history.fetchNextPage()} isBusy={history.isFetchingNextPage}>
            Load more
          </Button>
        </div>
      ) : null}
    </Section>
  );
}

function Entry({ entry, now }: { entry: AgreementHistoryEntry; now: number }) {
  return (
    <li>
      <span className="at">{formatInstant(entry.at, { now })}</span>
      <div>
        <b>{historyWords(entry)}</b> <span className="muted">{entry.by ?? 'by itself'}</span>
        {termChanges(entry, now).map(({ name, before, after }) => (
          <p key={name}>
            {name}: {before === null ? '' : `${before} → `}
            {after}
          </p>
        ))}
      </div>
    </li>
  );
}
