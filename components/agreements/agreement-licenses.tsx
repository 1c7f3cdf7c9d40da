import '#components/licenses/licenses.css';
import '#components/licenses/stack.css';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { PLATFORM_WORDS } from '#components/licenses/platform-words.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { formatNumber } from '#components/ui/format-number.ts';
import { LiveTime } from '#components/ui/live-time.tsx';
import { Section } from '#components/ui/section.tsx';
import { State } from '#components/ui/state.tsx';
import type { ListedLicense } from '#lib/contract/licenses.ts';

type Props = {
  licenses: readonly ListedLicense[];
  /** Before `/licenses` in addresses: `/staff`, or a team's own. */
  place: string;
  /** How many leases run on each, where they were counted. */
  runningOf?: ReadonlyMap<string, number> | undefined;
  /** What fills the list. */
  action?: ReactNode;
  drawnAt: number;
};

/** The licenses that were issued under an agreement. */
export function AgreementLicenses({ licenses, place, runningOf, action, drawnAt }: Props) {
  return (
    <Section title="Licenses under this agreement">
      {licenses.length === 0 ? (
        <EmptyState
          title="No license yet"
          says="Here each license that runs under this agreement is listed with its identifiers and when a device last asked."
          action={action}
        />
      ) : (
        <table className="table list-table stack-phone">
          <thead>
            <tr>
              <th scope="col">License</th>
              <th scope="col">ID</th>
              <th scope="col">State</th>
              <th scope="col">Platforms</th>
              <th scope="col" className="num">
                Identifiers
              </th>
              {runningOf ? (
                <th scope="col" className="num">
                  Leases running
                </th>
              ) : null}
              <th scope="col" className="num" style={{ paddingRight: 0 }}>
                Last check
              </th>
            </tr>
          </thead>
          <tbody>
            {licenses.map((license) => (
              <tr key={license.id}>
                <th scope="row">
                  <Link className="name" href={`${place}/licenses/${license.id}`}>
                    {license.name}
                  </Link>
                </th>
                <td data-label="ID">
                  <code>{license.id}</code>
                </td>
                <td data-label="State">
                  <State of={license.state} />
                </td>
                <td data-label="Platforms" className="wide">
                  {license.platforms.map((platform) => PLATFORM_WORDS[platform].name).join(', ')}
                </td>
                <td data-label="Identifiers" className="num">
                  {formatNumber(license.apps.length)}
                </td>
                {runningOf ? (
                  <td data-label="Leases running" className="num">
                    {formatNumber(runningOf.get(license.id) ?? 0)}
                  </td>
                ) : null}
                <td data-label="Last check" className="num" style={{ paddingRight: 0 }}>
                  {license.lastCheckAt === null ? (
                    'None yet'
                  ) : (
                    <LiveTime at={Date.parse(license.lastCheckAt)} show="relative" drawnAt={drawnAt} isPast />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
