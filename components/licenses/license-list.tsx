'use client';

import './licenses.css';
import { Download, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useState, useTransition } from 'react';
import { client } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { ListedLicense } from '#lib/contract/licenses.ts';
import { readProblem } from '../read-problem.ts';
import { LicenseListFilters } from './license-list-filters.tsx';
import { LicenseTable } from './license-table.tsx';
import { licensesCsv } from './licenses-csv.ts';
import { filtersQuery, type ListFilters } from './list-filters.ts';
import { saveFile } from './save-file.ts';
import { type ListPage, useLicenseList, whoseOf } from './use-license-list.ts';

type Props = {
  /** Null for staff: the licenses of every team. */
  team: string | null;
  filters: ListFilters;
  first: ListPage;
  products: readonly string[];
  /** Left out where no trial is made. */
  newTrialGreyed?: string | null;
  drawnAt: number;
};

/** The team's licenses: searched and filtered in the address, page by page, as CSV. */
export function LicenseList({ team, filters, first, products, newTrialGreyed, drawnAt }: Props) {
  const router = useRouter();
  const [isChanging, startChange] = useTransition();
  const [csv, setCsv] = useState<'idle' | 'busy' | 'failed'>('idle');
  const { licenses, hasNextPage, fetchNextPage, isFetchingNextPage, error, isFetchNextPageError } =
    useLicenseList(team, filters, first);
  const place = team ?? 'staff';
  const path = `/${place}/licenses`;
  const isFiltered = Object.keys(filters).length > 0;

  const change = useCallback(
    (next: ListFilters, { isTyping }: { isTyping: boolean }) => {
      startChange(() => {
        const href = `/${team ?? 'staff'}/licenses${filtersQuery(next)}`;
        if (isTyping) router.replace(href, { scroll: false });
        else router.push(href, { scroll: false });
      });
    },
    [router, team],
  );

  // A state is no column in the database: a page narrowed to one may be empty although more follow.
  useEffect(() => {
    if (licenses.length === 0 && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) fetchNextPage();
  }, [licenses.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  async function download() {
    setCsv('busy');
    try {
      saveFile({
        name: `licenses-${place}.csv`,
        type: 'text/csv',
        text: licensesCsv(await allLicenses(team, filters)),
      });
      setCsv('idle');
    } catch {
      setCsv('failed');
    }
  }

  return (
    <>
      <div className="title between">
        <h1>Licenses</h1>
        {newTrialGreyed === undefined ? null : newTrialGreyed === null ? (
          <LinkButton href={`${path}/new`} look="primary">
            <Plus aria-hidden="true" />
            New trial
          </LinkButton>
        ) : (
          <Button greyed={newTrialGreyed}>New trial</Button>
        )}
      </div>
      {licenses.length === 0 && !isFiltered && !hasNextPage ? (
        <div style={{ paddingTop: 20 }}>
          <EmptyState
            title="No license yet"
            says="Here every license of your team is listed with its state, when it ends and when a device last asked. A trial takes a product, a platform and one application identifier, and runs for 30 days."
          />
        </div>
      ) : (
        <>
          <div className="filter-line">
            <LicenseListFilters
              hasSearch={team !== null}
              filters={filters}
              products={products}
              onChange={change}
            />
            <Button onClick={download} isBusy={csv === 'busy'}>
              <Download aria-hidden="true" />
              Download CSV
            </Button>
          </div>
          <p className="vh" role="status">
            {isChanging
              ? ''
              : `${licenses.length}${hasNextPage ? ' or more' : ''} ${licenses.length === 1 ? 'license' : 'licenses'}`}
            {csv === 'failed' ? 'The CSV could not be made. Try again.' : ''}
          </p>
          {csv === 'failed' ? <p className="hint bad">The CSV could not be made. Try again.</p> : null}
          <div style={isChanging ? { opacity: 0.6 } : undefined} aria-busy={isChanging}>
            {licenses.length > 0 ? <LicenseTable team={place} licenses={licenses} drawnAt={drawnAt} /> : null}
            {licenses.length === 0 && !hasNextPage ? (
              <EmptyState
                title="No license matches"
                says="No license has all of this."
                action={<Button onClick={() => change({}, { isTyping: false })}>Clear the filters</Button>}
              />
            ) : null}
          </div>
          {isFetchNextPageError ? (
            <ErrorState
              title="The next licenses could not be loaded"
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
            {licenses.length > 0 ? (
              <span className="muted small">
                {licenses.length} {licenses.length === 1 ? 'license' : 'licenses'}
                {hasNextPage ? ' so far' : ''}
              </span>
            ) : null}
          </div>
        </>
      )}
    </>
  );
}

async function allLicenses(team: string | null, filters: ListFilters): Promise<ListedLicense[]> {
  const all: ListedLicense[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.licenses.list({
      ...whoseOf(team),
      ...filters,
      limit: 200,
      ...(cursor !== undefined && { cursor }),
    });
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}
