'use client';

import '#components/licenses/licenses.css';
import { Download, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useState, useTransition } from 'react';
import { saveFile } from '#components/licenses/save-file.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { readProblem } from '../read-problem.ts';
import { type AgreementFilters, agreementFiltersQuery } from './agreement-filters.ts';
import { AgreementListFilters } from './agreement-list-filters.tsx';
import { AgreementTable } from './agreement-table.tsx';
import { agreementsCsv } from './agreements-csv.ts';
import { type AgreementPage, allAgreements, useAgreementList } from './use-agreement-list.ts';

type Props = {
  /** Null: every team's, for staff. */
  team: string | null;
  filters: AgreementFilters;
  first: AgreementPage;
  zone: string;
  /** Why whoever looks may not make agreements; null when they may, undefined where none are made. */
  newGreyed?: string | null;
  drawnAt: number;
};

/** Agreements, searched, filtered and sorted in the address, page by page, as CSV. */
export function AgreementList({ team, filters, first, zone, newGreyed, drawnAt }: Props) {
  const router = useRouter();
  const [isChanging, startChange] = useTransition();
  const [csv, setCsv] = useState<'idle' | 'busy' | 'failed'>('idle');
  const { agreements, hasNextPage, fetchNextPage, isFetchingNextPage, error, isFetchNextPageError } =
    useAgreementList(team, filters, first);
  const place = team === null ? '/staff' : `/${team}`;
  const isFiltered = filters.q !== undefined || filters.state !== undefined;
  const count = `${agreements.length} ${agreements.length === 1 ? 'agreement' : 'agreements'}`;

  const change = useCallback(
    (next: AgreementFilters, { isTyping }: { isTyping: boolean }) => {
      startChange(() => {
        const href = `${place}/agreements${agreementFiltersQuery(next)}`;
        if (isTyping) router.replace(href, { scroll: false });
        else router.push(href, { scroll: false });
      });
    },
    [router, place],
  );

  // A state is no column in the database: a page narrowed to one may be empty although more follow.
  useEffect(() => {
    if (agreements.length === 0 && hasNextPage && !isFetchingNextPage && !isFetchNextPageError)
      fetchNextPage();
  }, [agreements.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  async function download() {
    setCsv('busy');
    try {
      const text = agreementsCsv(await allAgreements(team, filters));
      saveFile({ name: team === null ? 'agreements.csv' : `agreements-${team}.csv`, type: 'text/csv', text });
      setCsv('idle');
    } catch {
      setCsv('failed');
    }
  }

  return (
    <>
      <div className="title between">
        <h1>Agreements</h1>
        {newGreyed === undefined ? null : newGreyed === null ? (
          <LinkButton href="/staff/agreements/new" look="primary">
            <Plus aria-hidden="true" />
            New agreement
          </LinkButton>
        ) : (
          <Button greyed={newGreyed}>New agreement</Button>
        )}
      </div>
      {agreements.length === 0 && !isFiltered && !hasNextPage ? (
        <div style={{ paddingTop: 20 }}>
          <EmptyState
            title="No agreement yet"
            says={
              team === null
                ? 'Here every agreement is listed with its team, its state, its last day and whether a notice is under way. Production licenses are issued under an agreement.'
                : 'Here the agreements of your team are listed with what they cover and when they end. Production licenses run under one; a trial needs none.'
            }
          />
        </div>
      ) : (
        <>
          <div className="filter-line">
            <AgreementListFilters filters={filters} onChange={change} />
            <Button onClick={download} isBusy={csv === 'busy'}>
              <Download aria-hidden="true" />
              Download CSV
            </Button>
          </div>
          <p className="vh" role="status">
            {isChanging ? '' : `${count}${hasNextPage ? ' or more' : ''}`}
          </p>
          {csv === 'failed' ? (
            <p className="hint bad" role="alert">
              The CSV could not be made. Try again.
            </p>
          ) : null}
          <div style={isChanging ? { opacity: 0.6 } : undefined} aria-busy={isChanging}>
            {agreements.length > 0 ? (
              <AgreementTable agreements={agreements} place={place} zone={zone} drawnAt={drawnAt} />
            ) : null}
            {agreements.length === 0 && !hasNextPage ? (
              <EmptyState
                title="No agreement matches"
                says="None of the agreements you can see has all of this."
                action={<Button onClick={() => change({}, { isTyping: false })}>Clear the filters</Button>}
              />
            ) : null}
          </div>
          {isFetchNextPageError ? (
            <ErrorState
              title="The next agreements could not be loaded"
              requestId={readProblem(error).requestId}
              onRetry={() => fetchNextPage()}
            />
          ) : null}
          <div className="list-more">
            {hasNextPage && !isFetchNextPageError ? (
              <Button onClick={() => fetchNextPage()} isBusy={isFetchingNextPage}>
                {isFetchingNextPage ? 'Loading more' : 'Load more'}
              </Button>
            ) : null}
            {agreements.length > 0 ? (
              <span className="muted small">
                {count}
                {hasNextPage ? ' so far' : ''}
              </span>
            ) : null}
          </div>
        </>
      )}
    </>
  );
}
