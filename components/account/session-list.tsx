'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';
import { Time } from '../ui/time.tsx';
import { browserOf } from './browser-of.ts';

/** Where the person is signed in, with a button to end each session but this one. */
export function SessionList() {
  const queries = useQueryClient();
  const sessions = useQuery(api.me.sessions.queryOptions());
  const end = useMutation(
    api.me.revokeSession.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.me.sessions.key() }),
    }),
  );

  if (sessions.isPending) return <SkeletonRows rows={2} columns={['28%', '18%', '18%', '14%']} />;
  if (sessions.isError) {
    const { says, requestId } = readProblem(sessions.error);
    return <ErrorState says={says} requestId={requestId} onRetry={() => sessions.refetch()} />;
  }
  return (
    <>
      <ProblemNote>{end.error ? readProblem(end.error).says : null}</ProblemNote>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Browser</th>
              <th scope="col">Last used</th>
              <th scope="col" className="opt">
                Signed in
              </th>
              <th scope="col">
                <span className="vh">End</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.data.items.map((session) => (
              <tr key={session.id}>
                <th scope="row">{browserOf(session.userAgent)}</th>
                <td>
                  <Time at={session.lastSeenAt} />
                </td>
                <td className="opt">
                  <Time at={session.createdAt} />
                </td>
                <td className="num" style={{ paddingRight: 0 }}>
                  {session.current ? (
                    <span className="muted">This one</span>
                  ) : (
                    <Button
                      size="sm"
                      isBusy={end.isPending && end.variables.id === session.id}
                      onClick={() => end.mutate({ id: session.id })}
                    >
                      End<span className="vh"> the session of {browserOf(session.userAgent)}</span>
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
