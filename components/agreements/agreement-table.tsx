import './agreement.css';
import '#components/licenses/licenses.css';
import '#components/licenses/stack.css';
import Link from 'next/link';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { formatNumber } from '#components/ui/format-number.ts';
import { LiveTime } from '#components/ui/live-time.tsx';
import { State } from '#components/ui/state.tsx';
import type { Agreement } from '#lib/contract/agreements.ts';
import { agreementHref } from './agreement-href.ts';
import { noticeWords } from './notice-words.ts';
import { sayMoment } from './say-moment.ts';

type Props = {
  agreements: readonly Agreement[];
  /** Before `/agreements` in addresses: `/staff`, or a team's own. */
  place: string;
  zone: string;
  drawnAt: number;
};

/** A row for each agreement; on a phone two facts a line. */
export function AgreementTable({ agreements, place, zone, drawnAt }: Props) {
  const isStaff = place === '/staff';
  return (
    <table className="table list-table stack-tablet">
      <thead>
        <tr>
          <th scope="col">Agreement</th>
          {isStaff ? <th scope="col">Team</th> : null}
          <th scope="col">State</th>
          <th scope="col">Products</th>
          <th scope="col" className="num">
            Licenses
          </th>
          <th scope="col" className="num">
            Identifiers
          </th>
          <th scope="col">Ends</th>
          <th scope="col" style={{ paddingRight: 0 }}>
            Notice
          </th>
        </tr>
      </thead>
      <tbody>
        {agreements.map((agreement) => (
          <tr key={agreement.number}>
            <th scope="row">
              <Link className="name" title={agreement.title} href={agreementHref(agreement.number, place)}>
                {agreement.title}
              </Link>
              <span className="id small-id">
                <code>{agreement.number}</code>
                <CopyButton text={agreement.number} label={`Copy agreement number ${agreement.number}`} />
              </span>
            </th>
            {isStaff ? (
              <td data-label="Team" className="wide">
                <span className="clip">{agreement.teamName}</span>
              </td>
            ) : null}
            <td data-label="State">
              <State of={agreement.state} />
            </td>
            <td data-label="Products" className="wide">
              <span className="few">{agreement.products.join(', ')}</span>
            </td>
            <td data-label="Licenses" className="num">
              {formatNumber(agreement.licenses)}
            </td>
            <td data-label="Identifiers" className="num">
              {formatNumber(agreement.apps)} of {formatNumber(agreement.appLimit)}
            </td>
            <td data-label="Ends" className="two-lines wide">
              <LiveTime
                at={Date.parse(agreement.endsAt ?? agreement.lastInstantAt)}
                show="relative"
                drawnAt={drawnAt}
              />
              <small>
                {agreement.endsAt === null ? 'Last day' : 'Moment of effect'}{' '}
                {sayMoment(agreement.endsAt ?? agreement.lastInstantAt, { zone, now: drawnAt })}
              </small>
            </td>
            <td data-label="Notice" className="two-lines wide" style={{ paddingRight: 0 }}>
              {agreement.noticeDays === 1 ? 'A day' : `${agreement.noticeDays} days`}
              <small>{noticeWords(agreement)}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
