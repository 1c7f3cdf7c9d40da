import { formatInstant } from '#components/ui/format-instant.ts';
import type { Lease } from '#lib/contract/licenses.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { along } from './along.ts';
import { platformName } from './platform-words.ts';

type Props = { lease: Lease; at: Instant; leaseEndsAt: Instant; graceEndsAt: Instant; now: Instant };

/** Where the lease begins on the line; before it, nothing is known. */
const BEGINS = 14;

/** The lease that was granted, drawn to scale, and what it means for the device that asked. */
export function FirstLease({ lease, at, leaseEndsAt, graceEndsAt, now }: Props) {
  const place = (instant: Instant) =>
    BEGINS + Math.min(1, Math.max(0, (instant - at) / Math.max(1, graceEndsAt - at))) * (100 - BEGINS);
  const here = place(now);
  return (
    <div className="body arrive">
      <div className="lane1" aria-hidden="true">
        <i className="base" style={along(0, BEGINS)} />
        <i className="leased" style={along(BEGINS, place(leaseEndsAt))} />
        <i className="grace" style={along(place(leaseEndsAt), 100)} />
        <i className="now" style={along(here)} />
        <span className="up n" style={along(here)}>
          Now
        </span>
        <span className="down" style={along(BEGINS)}>
          Leased to {short(leaseEndsAt)}
        </span>
        <span className="down end" style={along(100)}>
          Grace to {formatInstant(graceEndsAt, { now }).replace(' UTC', '')}
        </span>
      </div>
      <dl className="pairs">
        <dt>Identifier</dt>
        <dd>
          <code>{lease.app}</code>, {platformName(lease.platform)}
        </dd>
        <dt>Leased to</dt>
        <dd>{formatInstant(leaseEndsAt, { now })}</dd>
        <dt>Grace to</dt>
        <dd>{formatInstant(graceEndsAt, { now })}</dd>
        <dt>Next check</dt>
        <dd>First scan after {new Date(leaseEndsAt).toISOString().slice(11, 19)} UTC</dd>
      </dl>
    </div>
  );
}

function short(at: Instant): string {
  return new Date(at).toISOString().slice(11, 16);
}
