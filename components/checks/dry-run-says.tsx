'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import { formatInstant } from '#components/ui/format-instant.ts';
import { formatNumber } from '#components/ui/format-number.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { DryRun, LicenseChange } from '#lib/contract/license-acts.ts';
import { REASONS } from '#lib/domain/reasons.ts';
import { isLockCode, isRefusalCode } from '#sdk/protocol/codes.ts';

type Props = { id: string; change: LicenseChange };

const MOST = 4;

/** What a change would have meant for the last 30 days of checks. Shown before it is done; asking changes nothing. */
export function DryRunSays({ id, change }: Props) {
  const query = useQuery({
    ...api.licenses.dryRun.queryOptions({ input: { id, change } }),
    staleTime: 30_000,
  });
  return (
    <div className="dry-run" aria-live="polite" aria-busy={query.isPending}>
      {query.data ? <Says result={query.data} /> : null}
      {query.isPending ? <Skeleton width="80%" /> : null}
      {query.isError ? (
        <p className="hint bad">What this would have meant for past checks could not be read now.</p>
      ) : null}
    </div>
  );
}

function Says({ result }: { result: DryRun }) {
  const { checks, stops, starts, changed, changedKinds } = result;
  const now = Date.parse(result.to);
  if (checks === 0) return <p>No check was made in the last 30 days: nothing in the field would notice.</p>;
  const shown = changed.filter(({ before, after }) => (stops > 0 ? before === 'lease' : after === 'lease'));
  return (
    <>
      <p>
        <b>{sentence(result)}</b>
      </p>
      {shown.length === 0 ? null : (
        <ul className="small">
          {shown.slice(0, MOST).map((kind) => (
            <li key={`${kind.platform} ${kind.app} ${kind.product} ${kind.version}`}>
              <code>{kind.app}</code> {kind.product} {kind.version}: {formatNumber(kind.count)}{' '}
              {kind.count === 1 ? 'check' : 'checks'}
              {kind.code === null ? ' would get a lease' : `, ${titleOf(kind.code)}`}
            </li>
          ))}
          {shown.length > MOST || changedKinds > changed.length ? (
            <li className="muted">And {Math.max(shown.length, changedKinds) - MOST} more kinds of checks.</li>
          ) : null}
        </ul>
      )}
      {stops > 0 ? (
        <p>
          {result.leasesUntil === null
            ? 'No lease runs in the field: it is felt at the next check.'
            : `${result.running === 1 ? 'About one lease runs' : `About ${formatNumber(result.running)} leases run`} in the field, until ${formatInstant(result.leasesUntil, { now })} at the latest.`}
          {result.graceUntil === null
            ? ''
            : ` Devices that cannot ask go on until ${formatInstant(result.graceUntil, { now })}.`}
        </p>
      ) : null}
      {stops === 0 && starts === 0 ? <p>Nothing in the field stops or starts because of it.</p> : null}
    </>
  );
}

function sentence({ checks, stops, starts, changed }: DryRun): string {
  const all = `of ${formatNumber(checks)} in the last 30 days`;
  if (stops > 0) {
    const apps = new Set(changed.filter(({ before }) => before === 'lease').map(({ app }) => app)).size;
    return `${formatNumber(stops)} ${stops === 1 ? 'check' : 'checks'} ${all} would have got no lease, from ${apps === 1 ? 'one application' : `${apps} applications`}.`;
  }
  if (starts > 0)
    return `${formatNumber(starts)} ${starts === 1 ? 'check' : 'checks'} ${all}, answered without a lease, would have got one.`;
  return `None ${all} would have been answered otherwise.`;
}

function titleOf(code: string): string {
  return isLockCode(code) || isRefusalCode(code) ? REASONS[code].title.toLowerCase() : code;
}
