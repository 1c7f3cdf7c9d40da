import '#components/licenses/stack.css';
import { CircleCheck, Clock, TriangleAlert } from 'lucide-react';
import { formatInstant } from '#components/ui/format-instant.ts';
import type { AgreementNotice } from '#lib/contract/agreements.ts';

type Delivery = AgreementNotice['deliveries'][number];

const AS: Record<Delivery['to'], string> = {
  owner: 'Owner',
  admin: 'Admin',
  'notice-address': 'Notice address',
  other: 'Other',
};

/** To whom the mail of a notice went, and what their mail servers said. */
export function NoticeDeliveries({ deliveries, now }: { deliveries: readonly Delivery[]; now: number }) {
  if (deliveries.length === 0) return <p className="muted">Its mails are being written.</p>;
  return (
    <table className="table stack-phone">
      <thead>
        <tr>
          <th scope="col">To</th>
          <th scope="col">As</th>
          <th scope="col">Mail server</th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => (
          <tr key={`${delivery.to} ${delivery.address}`}>
            <th scope="row" className="wide">
              {delivery.name === null ? '' : `${delivery.name}, `}
              {delivery.address}
            </th>
            <td data-label="As">{AS[delivery.to]}</td>
            <td data-label="Mail server" className="wide">
              <Reached delivery={delivery} now={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Reached({ delivery, now }: { delivery: Delivery; now: number }) {
  const { acceptedAt, lastRefusal, attempts, lastAttemptAt } = delivery;
  if (acceptedAt !== null)
    return (
      <span className="state s-active">
        <CircleCheck aria-hidden="true" />
        Accepted {formatInstant(acceptedAt, { now })}
      </span>
    );
  if (attempts === 0 || lastRefusal === null)
    return (
      <span className="state s-expired">
        <Clock aria-hidden="true" />
        {attempts === 0 ? 'Waiting to be sent' : 'Being sent'}
      </span>
    );
  return (
    <>
      <span className="state s-locked">
        <TriangleAlert aria-hidden="true" />
        Not accepted
      </span>{' '}
      <span className="muted">
        {attempts === 1 ? 'Tried once' : `Tried ${attempts} times`}
        {lastAttemptAt === null ? '' : `, last ${formatInstant(lastAttemptAt, { now })}`}: {lastRefusal}
      </span>
    </>
  );
}
