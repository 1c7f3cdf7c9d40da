import { Calendar, Clock, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { CAUSE_WORDS } from '#components/agreements/agreement-answer.ts';
import { agreementHref } from '#components/agreements/agreement-href.ts';
import { sayMoment, type VendorTime } from '#components/agreements/say-moment.ts';
import { formatInstant } from '#components/ui/format-instant.ts';
import { LiveTime } from '#components/ui/live-time.tsx';
import type { NoticeUnderWay } from '#lib/contract/sales.ts';

type Props = { notices: readonly NoticeUnderWay[]; time: VendorTime };

/** A row for each notice: whether it is served, who refused its mail, when it takes effect. */
export function NoticesUnderWay({ notices, time }: Props) {
  return (
    <table className="table list-table stack-tablet">
      <thead>
        <tr>
          <th scope="col">Agreement</th>
          <th scope="col">Team</th>
          <th scope="col">Notice</th>
          <th scope="col">Served</th>
          <th scope="col">Mails accepted</th>
          <th scope="col" style={{ paddingRight: 0 }}>
            Takes effect
          </th>
        </tr>
      </thead>
      <tbody>
        {notices.map((notice) => (
          <tr key={notice.id}>
            <th scope="row">
              <Link className="name" href={agreementHref(notice.number)}>
                {notice.title}
              </Link>
              <span className="small muted">{notice.number}</span>
            </th>
            <td data-label="Team" className="wide">
              {notice.teamName}
            </td>
            <td data-label="Notice" className="wide">
              {CAUSE_WORDS[notice.cause].replace(/^./, (first) => first.toUpperCase())}
            </td>
            <td data-label="Served" className="wide two-lines">
              <Served notice={notice} time={time} />
            </td>
            <td data-label="Mails accepted" className="wide two-lines">
              {notice.accepted} of {notice.mails}
              {notice.refused > 0 ? (
                <small className="state s-locked" style={{ whiteSpace: 'normal' }}>
                  {notice.refused} refused{notice.lastRefusal === null ? '' : `: ${notice.lastRefusal}`}
                </small>
              ) : null}
            </td>
            <td data-label="Takes effect" className="wide two-lines" style={{ paddingRight: 0 }}>
              {notice.effectiveAt === null ? (
                'Not before it is served'
              ) : (
                <>
                  <LiveTime at={Date.parse(notice.effectiveAt)} show="relative" drawnAt={time.now} />
                  <small>{sayMoment(notice.effectiveAt, time)}</small>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Served({ notice, time: { now } }: { notice: NoticeUnderWay; time: VendorTime }) {
  if (notice.servedAt !== null)
    return (
      <>
        <span className="state s-scheduled">
          <Calendar aria-hidden="true" />
          Served
        </span>
        <small>{formatInstant(notice.servedAt, { now })}</small>
      </>
    );
  const isRefused = notice.refused > 0;
  return (
    <>
      <span className={isRefused ? 'state s-locked' : 'state s-expiring'}>
        {isRefused ? <TriangleAlert aria-hidden="true" /> : <Clock aria-hidden="true" />}
        Not served
      </span>
      <small>given {formatInstant(notice.storedAt, { now })}</small>
    </>
  );
}
