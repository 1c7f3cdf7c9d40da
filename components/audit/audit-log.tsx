'use client';

import '../licenses/licenses.css';
import './audit.css';
import { Download } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState, useTransition } from 'react';
import { saveFile } from '../licenses/save-file.ts';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Hint } from '../ui/hint.tsx';
import { auditCsv } from './audit-csv.ts';
import { AuditFilterLine } from './audit-filter-line.tsx';
import { type AuditFilters, auditQuery } from './audit-filters.ts';
import { AuditTable } from './audit-table.tsx';
import { type AuditPage, allAuditEntries, useAudit } from './use-audit.ts';

type Props = {
  /** The team whose log it is; null for all of it. */
  slug: string | null;
  /** Where this page lies. */
  path: string;
  filters: AuditFilters;
  first: AuditPage;
  drawnAt: number;
  /** Under the heading. */
  says: ReactNode;
};

/** The audit log: narrowed in the address, page by page, as CSV. */
export function AuditLog({ slug, path, filters, first, drawnAt, says }: Props) {
  const router = useRouter();
  const [isChanging, startChange] = useTransition();
  const [csv, setCsv] = useState<'idle' | 'busy' | 'failed' | 'cut'>('idle');
  const { entries, hasNextPage, fetchNextPage, isFetchingNextPage, error, isFetchNextPageError } = useAudit(
    slug,
    filters,
    first,
  );
  const isForTeam = slug !== null;
  const change = (next: AuditFilters) =>
    startChange(() => router.push(`${path}${auditQuery(next)}`, { scroll: false }));

  async function download() {
    setCsv('busy');
    try {
      const all = await allAuditEntries(slug, filters);
      saveFile({ name: `audit-${slug ?? 'all'}.csv`, type: 'text/csv', text: auditCsv(all.entries) });
      setCsv(all.isCut ? 'cut' : 'idle');
    } catch {
      setCsv('failed');
    }
  }

  return (
    <>
      <div className="title between">
        <h1>Audit log</h1>
        <Button onClick={download} isBusy={csv === 'busy'}>
          <Download aria-hidden="true" />
          Download CSV
        </Button>
      </div>
      <p className="muted pretty audit-says">{says}</p>
      <div aria-live="polite">
        {csv === 'failed' ? <Hint tone="bad">The CSV could not be made. Try again.</Hint> : null}
        {csv === 'cut' ? (
          <Hint>The file holds the newest 50,000 entries. Narrow the days for the others.</Hint>
        ) : null}
      </div>
      <AuditFilterLine key={auditQuery(filters)} filters={filters} isForTeam={isForTeam} onChange={change} />
      <div style={isChanging ? { opacity: 0.6 } : undefined} aria-busy={isChanging}>
        {entries.length > 0 ? (
          <AuditTable
            path={path}
            filters={filters}
            entries={entries}
            isForTeam={isForTeam}
            drawnAt={drawnAt}
          />
        ) : (
          <NoEntries isFiltered={Object.keys(filters).length > 0} onClear={() => change({})} />
        )}
      </div>
      {isFetchNextPageError ? (
        <ErrorState
          title="The next entries could not be loaded"
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
        {entries.length > 0 ? (
          <span className="muted small" role="status">
            {entries.length} {entries.length === 1 ? 'entry' : 'entries'}
            {hasNextPage ? ' so far' : ''}
          </span>
        ) : null}
      </div>
    </>
  );
}

function NoEntries({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (!isFiltered)
    return (
      <EmptyState
        title="Nothing was done yet"
        says="Every change is written here: who did what, when, and the terms before and after. Entries are never changed or removed."
      />
    );
  return (
    <EmptyState
      title="No entry matches"
      says="Nothing that was done fits all of this. An e-mail address must be whole."
      action={<Button onClick={onClear}>Clear the filters</Button>}
    />
  );
}
