'use client';

import '#components/licenses/licenses.css';
import '#components/licenses/stack.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { type Api, api } from '#components/api.ts';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { LiveTime } from '#components/ui/live-time.tsx';

type Page = Awaited<ReturnType<Api['teams']['list']>>;

const PAGE = 50;
const PAUSE_MS = 200;

/** Every team, by name; what is typed narrows them, and stands in the address. */
export function TeamList({ q, first, drawnAt }: { q: string; first: Page; drawnAt: number }) {
  const [typed, setTyped] = useState(q);
  const [asked, setAsked] = useState(q);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    const address = asked === '' ? '/staff/teams' : `/staff/teams?q=${encodeURIComponent(asked)}`;
    window.history.replaceState(null, '', address);
  }, [asked]);
  const query = useInfiniteQuery({
    ...api.teams.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...(asked !== '' && { q: asked }), limit: PAGE, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    ...(asked === q && { initialData: { pages: [first], pageParams: [undefined] } }),
    placeholderData: (before) => before,
  });
  const teams = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="title">
        <h1>Teams</h1>
      </div>
      <div className="filter-line">
        <search className="filters">
          <div className="find">
            <Search aria-hidden="true" />
            <input
              type="search"
              className="input"
              aria-label="Search teams"
              placeholder="Name or address"
              value={typed}
              maxLength={100}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </div>
        </search>
      </div>
      <p className="vh" role="status">
        {query.isFetching ? '' : `${teams.length}${query.hasNextPage ? ' or more' : ''} teams`}
      </p>
      {query.error ? (
        <ErrorState requestId={readProblem(query.error).requestId} onRetry={() => query.refetch()} />
      ) : teams.length === 0 && query.isFetched ? (
        <EmptyState
          title={asked === '' ? 'No team yet' : 'No team matches'}
          says={
            asked === ''
              ? 'Here every customer is listed from its sign-up on.'
              : 'No team has this in its name or address. The search finds teams by their people, identifiers and agreements too.'
          }
        />
      ) : (
        <table className="table list-table stack-tablet">
          <thead>
            <tr>
              <th scope="col">Team</th>
              <th scope="col">Address</th>
              <th scope="col" className="num">
                Members
              </th>
              <th scope="col" style={{ paddingRight: 0 }}>
                Since
              </th>
            </tr>
          </thead>
          <tbody>
            {teams.map((team) => (
              <tr key={team.id}>
                <th scope="row">
                  <Link className="name" href={`/staff/teams/${team.slug}`}>
                    {team.name}
                  </Link>
                </th>
                <td data-label="Address">
                  <code>/{team.slug}</code>
                </td>
                <td data-label="Members" className="num">
                  {team.members}
                </td>
                <td data-label="Since" style={{ paddingRight: 0 }}>
                  <LiveTime at={Date.parse(team.createdAt)} show="relative" drawnAt={drawnAt} isPast />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {query.hasNextPage ? (
        <div className="list-more">
          <Button onClick={() => query.fetchNextPage()} isBusy={query.isFetchingNextPage}>
            Load more
          </Button>
        </div>
      ) : null}
    </>
  );
}
