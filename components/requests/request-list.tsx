'use client';

import '#components/licenses/licenses.css';
import '#components/licenses/stack.css';
import './requests.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { type Api, api } from '#components/api.ts';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { RequestAge } from './request-age.tsx';
import { RequestStateMark } from './request-state-mark.tsx';
import { REQUEST_WORDS } from './request-words.ts';

type Page = Awaited<ReturnType<Api['requests']['list']>>;

const PAGE = 50;
const SHOWN = ['waiting', 'all'] as const;
export type ShownRequests = (typeof SHOWN)[number];

type Props = {
  /** `/acme/requests` or `/staff/requests`. */
  base: string;
  /** The team's slug; null for staff, who see every team's. */
  team: string | null;
  shown: ShownRequests;
  first: Page;
  drawnAt: number;
  /** The button that makes one. */
  action?: ReactNode;
};

/** Requests: those that wait in the order of the promises, or all with the newest first. */
export function RequestList({ base, team, shown, first, drawnAt, action }: Props) {
  const query = useInfiniteQuery({
    ...api.requests.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...(team !== null && { team }),
        ...(shown === 'waiting' && { state: 'waiting' as const }),
        limit: PAGE,
        cursor,
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    initialData: { pages: [first], pageParams: [undefined] },
  });
  const rows = query.data.pages.flatMap((page) => page.items);
  return (
    <>
      <div className="title">
        <h1>Requests</h1>
        {action}
      </div>
      <nav className="request-shown" aria-label="Which requests">
        {SHOWN.map((one) => (
          <Link
            key={one}
            href={one === 'waiting' ? base : `${base}?show=all`}
            aria-current={one === shown ? 'page' : undefined}
          >
            {one === 'waiting' ? 'Waiting' : 'All'}
          </Link>
        ))}
      </nav>
      {query.error ? (
        <ErrorState requestId={readProblem(query.error).requestId} onRetry={() => query.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState
          title={shown === 'waiting' ? 'Nothing waits for an answer' : 'No request yet'}
          says={
            team === null
              ? 'What teams ask for stands here, those to be answered first at the top.'
              : 'Ask for production, more time, an unlock or anything else, from a license or from here. The answer comes to this page and by mail.'
          }
          action={action}
        />
      ) : (
        <table className="table list-table stack-tablet">
          <thead>
            <tr>
              <th scope="col">Request</th>
              <th scope="col">State</th>
              {team === null ? <th scope="col">Team</th> : null}
              <th scope="col">License</th>
              <th scope="col">{team === null ? 'With' : 'Asked by'}</th>
              <th scope="col" style={{ paddingRight: 0 }}>
                Answer
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((request) => (
              <tr key={request.id}>
                <th scope="row">
                  <Link className="name" href={`${base}/${request.id}`}>
                    {request.subject}
                  </Link>
                  <span className="muted request-type">{REQUEST_WORDS[request.type].noun}</span>
                </th>
                <td data-label="State">
                  <RequestStateMark of={request.state} />
                </td>
                {team === null ? <td data-label="Team">{request.teamName}</td> : null}
                <td data-label="License">{request.license ? <code>{request.license}</code> : 'None'}</td>
                <td data-label={team === null ? 'With' : 'Asked by'}>
                  {team === null ? (request.assignee?.name ?? 'Nobody yet') : request.createdBy.name}
                </td>
                <td data-label="Answer" style={{ paddingRight: 0 }}>
                  <RequestAge request={request} drawnAt={drawnAt} />
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
