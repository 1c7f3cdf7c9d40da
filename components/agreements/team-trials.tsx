'use client';

import '#components/licenses/licenses.css';
import '#components/licenses/stack.css';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { greyedForStaff } from '#components/staff/greyed-for-staff.ts';
import { Button } from '#components/ui/button.tsx';
import { LiveTime } from '#components/ui/live-time.tsx';
import { notify } from '#components/ui/notify.ts';
import { Section } from '#components/ui/section.tsx';
import { State } from '#components/ui/state.tsx';
import type { Agreement } from '#lib/contract/agreements.ts';
import type { License, ListedLicense } from '#lib/contract/licenses.ts';
import type { StaffRole } from '#lib/domain/policy.ts';
import { ConvertDialog } from './convert-dialog.tsx';

type Props = {
  agreement: Agreement;
  trials: readonly ListedLicense[];
  role: StaffRole | null;
  drawnAt: number;
};

/** Trials of the agreement's team: each can become production under it, in place. */
export function TeamTrials({ agreement, trials, role, drawnAt }: Props) {
  const router = useRouter();
  const [chosen, setChosen] = useState<License | null>(null);
  const { state, termination } = agreement;
  if (trials.length === 0 || state === 'terminated' || state === 'expired' || termination) return null;
  return (
    <Section
      title={`Trials of ${agreement.teamName}`}
      says="Converted, a trial keeps its License ID, its key and its identifiers, and devices get production at their next check."
    >
      <table className="table list-table stack-phone">
        <thead>
          <tr>
            <th scope="col">Trial</th>
            <th scope="col">ID</th>
            <th scope="col">State</th>
            <th scope="col">Products</th>
            <th scope="col" className="num">
              Identifiers
            </th>
            <th scope="col">Last check</th>
            <th scope="col" style={{ paddingRight: 0 }}>
              <span className="vh">Convert</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {trials.map((trial) => (
            <tr key={trial.id}>
              <th scope="row">
                <Link className="name" href={`/staff/licenses/${trial.id}`}>
                  {trial.name}
                </Link>
              </th>
              <td data-label="ID">
                <code>{trial.id}</code>
              </td>
              <td data-label="State">
                <State of={trial.state} />
              </td>
              <td data-label="Products" className="wide">
                {trial.products.join(', ')}
              </td>
              <td data-label="Identifiers" className="num">
                {trial.apps.length}
              </td>
              <td data-label="Last check">
                {trial.lastCheckAt === null ? (
                  'None yet'
                ) : (
                  <LiveTime at={Date.parse(trial.lastCheckAt)} show="relative" drawnAt={drawnAt} isPast />
                )}
              </td>
              <td className="num" style={{ paddingRight: 0 }}>
                <Button
                  size="sm"
                  greyed={greyedForStaff('license.convert', role)}
                  onClick={() => setChosen(trial)}
                >
                  Convert
                  <span className="vh"> {trial.name}</span>
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {chosen ? (
        <ConvertDialog
          trial={chosen}
          agreements={[agreement]}
          onClose={() => setChosen(null)}
          onDone={({ id }) => {
            setChosen(null);
            notify(`${id} is production. Devices get it at their next check.`);
            router.refresh();
          }}
        />
      ) : null}
    </Section>
  );
}
