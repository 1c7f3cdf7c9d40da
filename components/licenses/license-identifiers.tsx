'use client';

import './stack.css';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LiveTime } from '#components/ui/live-time.tsx';
import { Section } from '#components/ui/section.tsx';
import { useNow } from '#components/ui/use-now.ts';
import type { App, Lease, License } from '#lib/contract/licenses.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { readProblem } from '../read-problem.ts';
import { AddAppForm } from './add-app-form.tsx';
import { greyedFor } from './greyed-for.ts';
import { laneOf } from './lane.ts';
import { laneScale } from './lane-scale.ts';
import { laneWords } from './lane-words.ts';
import { PLATFORM_WORDS } from './platform-words.ts';
import { RemovalSays } from './removal-says.tsx';
import { useRemoveApp } from './use-license-apps.ts';
import { useLiveLeases, useLiveLicense } from './use-live-license.ts';

type Props = {
  license: License;
  leases: readonly Lease[];
  role: TeamRole | null;
  start: { platform: Platform | null; value: string };
  drawnAt: number;
};

/** The identifiers that may ask for a lease: add one, remove one. */
export function LicenseIdentifiers({ license: initial, leases: initialLeases, role, start, drawnAt }: Props) {
  const now = useNow(drawnAt);
  const { license } = useLiveLicense(initial);
  const leases = useLiveLeases(license.id, initialLeases);
  const [leaving, setLeaving] = useState<App | null>(null);
  const { removeApp, isPending, error, reset } = useRemoveApp(license.id, () => setLeaving(null));
  const removeGreyed = greyedFor('app.remove', role);

  function close() {
    setLeaving(null);
    reset();
  }

  return (
    <>
      <Section
        title="Register an identifier"
        says="Only registered identifiers may ask for a lease. A change is felt at the next check; no new key, no new release."
      >
        <AddAppForm license={license} greyed={greyedFor('app.register', role)} start={start} />
      </Section>
      <Section
        title="Registered identifiers"
        says={
          license.apps.length === 0
            ? 'None: every check is refused.'
            : `${license.apps.length} of this license.`
        }
      >
        {license.apps.length === 0 ? (
          <EmptyState
            title="No identifier is registered"
            says="Register the first above. Devices are refused until then."
          />
        ) : (
          <table className="table identifiers stack-phone">
            <thead>
              <tr>
                <th scope="col">Application identifier</th>
                <th scope="col">Platform</th>
                <th scope="col">Last lease</th>
                <th scope="col">Now</th>
                <th scope="col">
                  <span className="vh">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {license.apps.map((app) => {
                const lease = leaseOf(app, leases);
                return (
                  <tr key={app.id}>
                    <th scope="row">
                      <span className="id">
                        <code>{app.value}</code>
                        <CopyButton text={app.value} label={`Copy ${app.value}`} />
                      </span>
                      {app.environment ? <span className="small muted"> {app.environment}</span> : null}
                    </th>
                    <td data-label="Platform">{PLATFORM_WORDS[app.platform].name}</td>
                    <td data-label="Last lease">
                      {lease?.lastLeaseAt ? (
                        <LiveTime
                          at={Date.parse(lease.lastLeaseAt)}
                          show="relative"
                          drawnAt={drawnAt}
                          isPast
                        />
                      ) : (
                        'None yet'
                      )}
                    </td>
                    <td data-label="Now" className="wide">
                      {lease ? wordsOf(lease, now) : 'No lease yet.'}
                    </td>
                    <td className="num">
                      <Button
                        look="icon"
                        aria-label={`Remove ${app.value}`}
                        greyed={removeGreyed}
                        onClick={() => setLeaving(app)}
                      >
                        <Trash2 aria-hidden="true" />
                      </Button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </Section>
      <ConfirmDialog
        isOpen={leaving !== null}
        onClose={close}
        title={`Remove ${leaving?.value ?? 'identifier'}`}
        confirm={`Remove ${leaving?.value ?? 'identifier'}`}
        onConfirm={() => leaving && removeApp(leaving)}
        isBusy={isPending}
        problem={error ? readProblem(error).says : null}
      >
        {leaving ? (
          <RemovalSays
            licenseId={license.id}
            app={leaving}
            lease={leaseOf(leaving, leases)}
            isLast={license.apps.length === 1}
            now={now}
          />
        ) : null}
      </ConfirmDialog>
    </>
  );
}

function leaseOf(app: App, leases: readonly Lease[]): Lease | undefined {
  return leases.find((lease) => lease.app === app.value && lease.platform === app.platform);
}

function wordsOf(lease: Lease, now: number): string {
  const read = (text: string | null) => (text === null ? null : Date.parse(text));
  const times = {
    lastLeaseAt: read(lease.lastLeaseAt),
    leaseEndsAt: read(lease.leaseEndsAt),
    graceEndsAt: read(lease.graceEndsAt),
  };
  return laneWords(times, laneOf(times, laneScale({ now, endsAt: null, locks: [] })), now);
}
