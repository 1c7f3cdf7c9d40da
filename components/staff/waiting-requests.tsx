import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { formatInstant } from '#components/ui/format-instant.ts';
import { LiveTime } from '#components/ui/live-time.tsx';
import type { Request } from '#lib/contract/requests.ts';

/** A row for each request: who asks for what, how old it is, and until when an answer was promised. */
export function WaitingRequests({ requests, now }: { requests: readonly Request[]; now: number }) {
  return (
    <table className="table list-table stack-tablet">
      <thead>
        <tr>
          <th scope="col">Request</th>
          <th scope="col">Team</th>
          <th scope="col">Asked</th>
          <th scope="col">Answer promised</th>
          <th scope="col" style={{ paddingRight: 0 }}>
            With
          </th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => (
          <tr key={request.id}>
            <th scope="row">
              <Link className="name" href={`/staff/requests/${request.id}`}>
                {request.subject}
              </Link>
              <span className="small muted">
                {request.type}
                {request.license === null ? '' : `, ${request.license}`}
              </span>
            </th>
            <td data-label="Team" className="wide">
              <Link href={`/staff/teams/${request.team}`}>{request.teamName}</Link>
            </td>
            <td data-label="Asked">
              <LiveTime at={Date.parse(request.createdAt)} show="relative" drawnAt={now} isPast />
            </td>
            <td data-label="Answer promised" className="wide">
              <Promised request={request} now={now} />
            </td>
            <td data-label="With" className="wide" style={{ paddingRight: 0 }}>
              {request.assignee?.name ?? 'Nobody yet'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Promised({ request, now }: { request: Request; now: number }) {
  if (request.answeredAt !== null) return `Answered ${formatInstant(request.answeredAt, { now })}`;
  const at = Date.parse(request.answerBy);
  if (at > now) return <LiveTime at={at} show="relative" drawnAt={now} />;
  return (
    <span className="state s-locked">
      <TriangleAlert aria-hidden="true" />
      Late since {formatInstant(at, { now })}
    </span>
  );
}
