'use client';

import Link from 'next/link';
import { platformName } from '#components/licenses/platform-words.ts';
import { readProblem } from '#components/read-problem.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { formatDay, formatInstant } from '#components/ui/format-instant.ts';
import { formatNumber } from '#components/ui/format-number.ts';
import { Legend } from '#components/ui/legend.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Section } from '#components/ui/section.tsx';
import { useNow } from '#components/ui/use-now.ts';
import type { Refusal } from '#lib/contract/license-acts.ts';
import type { CheckCounts } from '#lib/contract/licenses.ts';
import { CHECK_DAYS, CHECK_GROUP_WORDS, type CheckDays, type CheckGroup } from './check-groups.ts';
import { sumOutcomes } from './daily-checks.ts';
import { RefusedChecks } from './refused-checks.tsx';
import { useLiveChecks } from './use-live-checks.ts';
import { useLiveRefusals } from './use-live-refusals.ts';

type Props = {
  license: { id: string };
  /** The address of this tab. */
  page: string;
  by: CheckGroup;
  days: CheckDays;
  from: string;
  rows: readonly CheckCounts[];
  refusals: readonly Refusal[];
  registerGreyed: string | null;
  /** Of the page that explains: `/acme/explain`. */
  explainPage: string;
  drawnAt: number;
};

/** Checks of a license, counted as the address says. */
export function LicenseChecks({
  license,
  page,
  by,
  days,
  from,
  rows: initial,
  refusals: refused,
  registerGreyed,
  explainPage,
  drawnAt,
}: Props) {
  const now = useNow(drawnAt);
  const { rows, error, retry } = useLiveChecks({ id: license.id, by, from }, initial);
  const sum = sumOutcomes(rows);
  const most = Math.max(1, ...rows.map((row) => row.total));
  const head = CHECK_GROUP_WORDS.find((group) => group.by === by)?.head ?? 'Day';
  const isTime = by === 'day' || by === 'hour';
  const sorted = isTime ? rows.toReversed() : rows.toSorted((a, b) => b.total - a.total);
  const span = days === 1 ? '24 hours' : `${days} days`;
  const refusals = useLiveRefusals({ id: license.id, from }, refused);
  return (
    <>
      <Section
        title="Checks"
        says={
          <>
            <b>
              {formatNumber(sum.lease)} {sum.lease === 1 ? 'lease' : 'leases'}, {formatNumber(sum.refusal)}{' '}
              {sum.refusal === 1 ? 'refusal' : 'refusals'}, {formatNumber(sum.lock)}{' '}
              {sum.lock === 1 ? 'lock' : 'locks'}
            </b>{' '}
            in the last {span}. Counted by hour, without any personal data.
          </>
        }
        aside={<Legend keys={['lease', 'refusal', 'locked']} />}
      >
        <div className="checks-head">
          <nav className="pick" aria-label="Group checks by">
            {CHECK_GROUP_WORDS.map((group) => (
              <Link
                key={group.by}
                href={`${page}?by=${group.by}&days=${days}`}
                scroll={false}
                aria-current={group.by === by ? 'true' : undefined}
              >
                {group.name}
              </Link>
            ))}
          </nav>
          <nav className="pick" aria-label="Span of time">
            {CHECK_DAYS.map((one) => (
              <Link
                key={one}
                href={`${page}?by=${by}&days=${one}`}
                scroll={false}
                aria-current={one === days ? 'true' : undefined}
              >
                {one === 1 ? '24 hours' : `${one} days`}
              </Link>
            ))}
          </nav>
        </div>
        {error ? (
          <ErrorState requestId={readProblem(error).requestId} onRetry={retry} />
        ) : sorted.length === 0 ? (
          <EmptyState
            title={`No check in the last ${span}`}
            says="Here checks are counted by day, hour, identifier, version, platform and operating system, each by its outcome."
            action={
              <LinkButton href={`${page.replace(/\/checks$/, '')}/first-check`}>Make a check</LinkButton>
            }
          />
        ) : (
          <table className="table checks-table">
            <thead>
              <tr>
                <th scope="col" className="names">
                  {head}
                </th>
                <th scope="col" className="picture" style={{ width: '40%' }}>
                  <span className="vh">Picture</span>
                </th>
                <th scope="col" className="num">
                  Lease
                </th>
                <th scope="col" className="num">
                  Refusal
                </th>
                <th scope="col" className="num">
                  Lock
                </th>
                <th scope="col" className="num" style={{ paddingRight: 0 }}>
                  Total
                </th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((row) => (
                <tr key={row[by] ?? ''}>
                  <th scope="row">{nameOf(row, by, now)}</th>
                  <td className="picture">
                    <Stack row={row} most={most} />
                  </td>
                  <td className="num">{formatNumber(row.lease)}</td>
                  <td className="num">{formatNumber(row.refusal)}</td>
                  <td className="num">{formatNumber(row.lock)}</td>
                  <td className="num" style={{ paddingRight: 0 }}>
                    {formatNumber(row.total)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      {sum.refusal === 0 ? null : (
        <RefusedChecks
          licenseId={license.id}
          refusals={refusals}
          explainPage={explainPage}
          span={span}
          registerGreyed={registerGreyed}
          most={50}
        />
      )}
    </>
  );
}

function Stack({ row, most }: { row: CheckCounts; most: number }) {
  const width = (count: number) => ({ width: `${(count / most) * 100}%` });
  return (
    <span className="stack" aria-hidden="true">
      {row.lease > 0 ? <i style={width(row.lease)} /> : null}
      {row.refusal > 0 ? <i className="r" style={width(row.refusal)} /> : null}
      {row.lock > 0 ? <i className="l" style={width(row.lock)} /> : null}
    </span>
  );
}

function nameOf(row: CheckCounts, by: CheckGroup, now: number) {
  const name = row[by] ?? '';
  if (by === 'day') return formatDay(`${name}T00:00:00Z`, { now });
  if (by === 'hour') return formatInstant(name, { now });
  if (by === 'platform') return platformName(name);
  return by === 'app' || by === 'version' ? <code>{name}</code> : name;
}
