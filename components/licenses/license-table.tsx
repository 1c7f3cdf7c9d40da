import './stack.css';
import Link from 'next/link';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { formatInstant } from '#components/ui/format-instant.ts';
import { LiveTime } from '#components/ui/live-time.tsx';
import { State } from '#components/ui/state.tsx';
import type { ListedLicense } from '#lib/contract/licenses.ts';
import { endOfLicense } from './end-of-license.ts';
import { PLATFORM_WORDS } from './platform-words.ts';

type Props = {
  /** `staff` for every team's. */ team: string;
  licenses: readonly ListedLicense[];
  drawnAt: number;
};

/** A row for each license; on a phone two facts a line. */
export function LicenseTable({ team, licenses, drawnAt }: Props) {
  return (
    <table className="table list-table stack-tablet">
      <thead>
        <tr>
          <th scope="col">License</th>
          {team === 'staff' ? <th scope="col">Licensee</th> : null}
          <th scope="col">State</th>
          <th scope="col">Product</th>
          <th scope="col">Platforms</th>
          <th scope="col">Identifiers</th>
          <th scope="col">Ends</th>
          <th scope="col" style={{ paddingRight: 0 }}>
            Last check
          </th>
        </tr>
      </thead>
      <tbody>
        {licenses.map((license) => (
          <tr key={license.id}>
            <th scope="row">
              <Link className="name" title={license.name} href={`/${team}/licenses/${license.id}`}>
                {license.name}
              </Link>
              <span className="id small-id">
                <code>{license.id}</code>
                <CopyButton text={license.id} label={`Copy License ID ${license.id}`} />
              </span>
            </th>
            {team === 'staff' ? <td data-label="Licensee">{license.licensee}</td> : null}
            <td data-label="State">
              <State of={license.state} />
            </td>
            <td data-label="Product" className="two-lines">
              <span className="clip">{license.products.join(', ')}</span>
              <small>{license.kind === 'trial' ? 'Trial' : 'Production'}</small>
            </td>
            <td data-label="Platforms" className="wide">
              <span className="few">
                {license.platforms.map((platform) => PLATFORM_WORDS[platform].name).join(', ')}
              </span>
            </td>
            <td data-label="Identifiers" className="two-lines wide">
              <Identifiers values={license.apps.map((app) => app.value)} />
            </td>
            <td data-label="Ends" className="two-lines">
              <EndsOrNot end={endOfLicense(license)} drawnAt={drawnAt} />
            </td>
            <td data-label="Last check" style={{ paddingRight: 0 }}>
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
  );
}

function Identifiers({ values }: { values: readonly string[] }) {
  const [first, ...others] = values;
  if (first === undefined) return 'None';
  return (
    <span title={values.join(', ')}>
      <code>{first}</code>
      {others.length === 0 ? null : <small>and {others.length} more</small>}
    </span>
  );
}

/** Both the distance and the day: what a list is scanned for. */
function EndsOrNot({ end, drawnAt }: { end: string | null; drawnAt: number }) {
  return end === null ? 'No end set' : <Ends at={Date.parse(end)} drawnAt={drawnAt} />;
}

function Ends({ at, drawnAt }: { at: number; drawnAt: number }) {
  return (
    <>
      <LiveTime at={at} show="relative" drawnAt={drawnAt} />
      <small aria-hidden="true">{formatInstant(at, { now: drawnAt })}</small>
    </>
  );
}
