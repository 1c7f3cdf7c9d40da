'use client';

import './timeline.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import {
  FileText,
  Lock,
  LockOpen,
  type LucideIcon,
  MessageSquare,
  Pencil,
  StickyNote,
  UserCheck,
} from 'lucide-react';
import { type Api, api } from '#components/api.ts';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { LiveTime } from '#components/ui/live-time.tsx';
import { Section } from '#components/ui/section.tsx';

type Page = Awaited<ReturnType<Api['licenseHistory']['timeline']>>;
type Item = Page['items'][number];
type Props = { id: string; first: Page; says: string; vendor: string; drawnAt: number };

const PAGE = 50;
const REFRESH_MS = 15_000;

const ICONS: Record<Item['kind'], LucideIcon> = {
  change: Pencil,
  lock: Lock,
  unlock: LockOpen,
  approval: UserCheck,
  notice: FileText,
  request: MessageSquare,
  note: StickyNote,
};

/** All that happened to a license, newest first, from the page that the server drew. */
export function LicenseTimeline({ id, first, says, vendor, drawnAt }: Props) {
  const query = useInfiniteQuery({
    ...api.licenseHistory.timeline.infiniteOptions({
      input: (cursor: string | undefined) => ({ id, limit: PAGE, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    initialData: { pages: [first], pageParams: [undefined] },
    refetchInterval: REFRESH_MS,
  });
  const items = query.data.pages.flatMap((page) => page.items);
  return (
    <Section title="Timeline" says={says}>
      <ol className="timeline">
        {items.map((item) => (
          <Entry key={item.id} item={item} vendor={vendor} drawnAt={drawnAt} />
        ))}
      </ol>
      {query.isFetchNextPageError ? (
        <ErrorState requestId={readProblem(query.error).requestId} onRetry={() => query.fetchNextPage()} />
      ) : query.hasNextPage ? (
        <Button onClick={() => query.fetchNextPage()} isBusy={query.isFetchingNextPage}>
          Show earlier
        </Button>
      ) : null}
    </Section>
  );
}

function Entry({ item, vendor, drawnAt }: { item: Item; vendor: string; drawnAt: number }) {
  const Icon = ICONS[item.kind];
  const color = item.kind === 'lock' ? 's-locked' : item.kind === 'unlock' ? 's-active' : 'muted';
  return (
    <li>
      <span className={color}>
        <Icon aria-hidden="true" />
      </span>
      <div>
        <p>
          <b>{item.title}</b>
          <span className="muted"> {byWords(item, vendor)}</span>
        </p>
        {item.says === null ? null : <p className="said-there">{item.says}</p>}
        {item.note === null ? null : (
          <p className="said-there internal">
            <span className="muted">{item.kind === 'note' ? 'Internal: ' : 'Internal note: '}</span>
            {item.note}
          </p>
        )}
      </div>
      <span className="muted small">
        <LiveTime at={Date.parse(item.at)} show="both" drawnAt={drawnAt} isPast />
      </span>
    </li>
  );
}

function byWords({ by }: Item, vendor: string): string {
  if (by.side === 'system') return 'by itself';
  if (by.name !== null) return `by ${by.name}`;
  return by.side === 'staff' ? `by ${vendor}` : 'by somebody whose account was deleted';
}
