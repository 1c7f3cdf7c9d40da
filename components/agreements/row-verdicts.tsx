import '#components/licenses/licenses.css';
import '#components/licenses/stack.css';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { PLATFORM_WORDS } from '#components/licenses/platform-words.ts';
import type { LicenseRowVerdict } from '#lib/contract/agreements.ts';
import type { ReadRow } from './license-rows.ts';

type Props = { rows: readonly ReadRow[]; verdicts: readonly LicenseRowVerdict[] };

/** What each license would be, or what is wrong with it and on which line. */
export function RowVerdicts({ rows, verdicts }: Props) {
  return (
    <table className="table list-table stack-phone">
      <thead>
        <tr>
          <th scope="col">License</th>
          <th scope="col">Verdict</th>
          <th scope="col">Products</th>
          <th scope="col">Platforms</th>
          <th scope="col" style={{ paddingRight: 0 }}>
            Identifiers
          </th>
        </tr>
      </thead>
      <tbody>
        {verdicts.map((verdict) => (
          <tr key={verdict.index}>
            <th scope="row">
              <span className="name">{verdict.name}</span>
            </th>
            <td data-label="Verdict" className="wide">
              {verdict.ok ? (
                <span className="state s-active">
                  <CircleCheck aria-hidden="true" />
                  Fine
                </span>
              ) : (
                <>
                  <span className="state s-locked">
                    <TriangleAlert aria-hidden="true" />
                    To fix
                  </span>
                  <ul>
                    {verdict.errors.map(({ pointer, detail }) => (
                      <li key={`${pointer} ${detail}`} className="small">
                        Line {lineOf(pointer, rows[verdict.index])}: {detail}
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </td>
            <td data-label="Products" className="wide">
              {verdict.products.join(', ')}
            </td>
            <td data-label="Platforms" className="wide">
              {verdict.platforms.map((platform) => PLATFORM_WORDS[platform].name).join(', ')}
            </td>
            <td data-label="Identifiers" className="wide two-lines" style={{ paddingRight: 0 }}>
              {verdict.apps.length === 0
                ? 'None yet'
                : verdict.apps.map(({ platform, value }) => (
                    <code key={`${platform} ${value}`} style={{ display: 'block' }}>
                      {value}
                    </code>
                  ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `/rows/3/apps/1/value`: the line of that identifier, else that on which its license begins. */
function lineOf(pointer: string, row: ReadRow | undefined): number | string {
  const index = /\/apps\/(\d+)/.exec(pointer)?.[1];
  return (index === undefined ? undefined : row?.lines[Number(index)]) ?? row?.line ?? '?';
}
