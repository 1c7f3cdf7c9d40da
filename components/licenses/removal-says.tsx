import { DryRunSays } from '#components/checks/dry-run-says.tsx';
import { formatInstant } from '#components/ui/format-instant.ts';
import { formatNumber } from '#components/ui/format-number.ts';
import type { App, Lease } from '#lib/contract/licenses.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { PLATFORM_WORDS } from './platform-words.ts';

type Props = { licenseId: string; app: App; lease: Lease | undefined; isLast: boolean; now: Instant };

/** What removing an identifier stops, for whom, and from when. */
export function RemovalSays({ licenseId, app, lease, isLast, now }: Props) {
  const ends = lease?.leaseEndsAt ?? null;
  const grace = lease?.graceEndsAt ?? null;
  const isRunning = ends !== null && Date.parse(ends) > now;
  const isInGrace = grace !== null && Date.parse(grace) > now;
  return (
    <div className="form" style={{ gap: 8 }}>
      <p>
        Checks of <code>{app.value}</code> on {PLATFORM_WORDS[app.platform].name} are refused from the next
        one on.
      </p>
      <p>
        {ends === null
          ? 'No device has a lease for it: nothing in the field stops.'
          : isRunning
            ? `${lease?.running === 1 ? 'About one lease runs now and goes' : `About ${formatNumber(lease?.running ?? 0)} leases run now and go`} on until ${formatInstant(ends, { now })} at the latest; then scanning stops there.`
            : 'No lease runs now: scanning stops at the next check.'}
        {isInGrace ? ` Devices that cannot ask go on until ${formatInstant(grace, { now })}.` : ''}
      </p>
      <DryRunSays id={licenseId} change={{ removeApps: [app.id] }} />
      {isLast ? <p>It is the last one: after it, every check of this license is refused.</p> : null}
      <p className="muted">Registering it again undoes this at the next check.</p>
    </div>
  );
}
