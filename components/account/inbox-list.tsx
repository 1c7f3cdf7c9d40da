'use client';

import './inbox.css';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Circle, CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { api } from '#components/api.ts';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { notify } from '#components/ui/notify.ts';
import { ProblemNote } from '#components/ui/problem-note.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { Time } from '#components/ui/time.tsx';
import type { InboxItem } from '#lib/contract/inbox.ts';
import { KIND_WORDS } from './kind-words.ts';

const PAGE = 50;
const REFRESH_MS = 30_000;
const HERE = '/account/inbox';

type Page = { items: InboxItem[]; next: string | null; unread: number };
type Props = { show: 'all' | 'unread'; first: Page };

/** What the person was told, the newest first, and what of it they have not read. */
export function InboxList({ show, first }: Props) {
  const queries = useQueryClient();
  const list = useInfiniteQuery({
    ...api.inbox.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ show, limit: PAGE, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    initialData: { pages: [first], pageParams: [undefined] },
    refetchInterval: REFRESH_MS,
  });
  const mark = useMutation(
    api.inbox.mark.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.inbox.key() }),
    }),
  );
  const items = list.data.pages.flatMap((page) => page.items);
  const unread = list.data.pages[0]?.unread ?? 0;
  const problem = mark.error ?? list.error;

  function markAll() {
    const [newest] = items;
    if (!newest) return;
    const ids = items.filter(({ readAt }) => readAt === null).map(({ id }) => id);
    mark.mutate(
      { until: newest.at },
      {
        onSuccess: () =>
          notify('All are marked as read.', {
            undo: () => mark.mutate({ ids: ids.slice(0, 200), read: false }),
          }),
      },
    );
  }

  return (
    <>
      <div className="title inbox-title">
        <h1>Inbox</h1>
        <span className="actions">
          <LinkButton href="/account#notices">What I am mailed of</LinkButton>
          {unread > 0 ? (
            <Button onClick={markAll} isBusy={mark.isPending}>
              Mark all as read
            </Button>
          ) : null}
        </span>
      </div>
      <Tabs
        label="Inbox"
        current={show === 'all' ? HERE : `${HERE}?show=unread`}
        tabs={[
          { href: HERE, name: 'All' },
          { href: `${HERE}?show=unread`, name: 'Unread', count: unread },
        ]}
      />
      <ProblemNote>{problem ? readProblem(problem).says : null}</ProblemNote>
      {items.length === 0 ? (
        <EmptyState
          title={show === 'unread' ? 'Nothing is unread.' : 'Nothing was told yet.'}
          says="Ends of trials, locks, notices to your team and answers to your requests come here, as they come by mail."
        />
      ) : (
        <ul className="inbox">
          {items.map((item) => (
            <InboxRow key={item.id} item={item} onMark={(read) => mark.mutate({ ids: [item.id], read })} />
          ))}
        </ul>
      )}
      {list.hasNextPage ? (
        <p className="actions">
          <Button onClick={() => list.fetchNextPage()} isBusy={list.isFetchingNextPage}>
            Show older
          </Button>
        </p>
      ) : null}
    </>
  );
}

type RowProps = { item: InboxItem; onMark: (read: boolean) => void };

function InboxRow({ item: { kind, title, href, teamName, at, readAt }, onMark }: RowProps) {
  const isUnread = readAt === null;
  return (
    <li className={isUnread ? 'unread' : undefined}>
      <span className="mark">
        {isUnread ? <Circle aria-hidden="true" /> : <CircleCheck aria-hidden="true" />}
        <span className="vh">{isUnread ? 'Unread' : 'Read'}</span>
      </span>
      <div>
        <Link href={href} onClick={() => isUnread && onMark(true)}>
          {title}
        </Link>
        <p>
          {KIND_WORDS[kind].name}
          {teamName === null ? '' : `, ${teamName}`}
        </p>
      </div>
      <span className="when">
        <Time at={at} />
      </span>
      <Button size="sm" onClick={() => onMark(isUnread)}>
        Mark as {isUnread ? 'read' : 'unread'}
        <span className="vh"> {title}</span>
      </Button>
    </li>
  );
}
