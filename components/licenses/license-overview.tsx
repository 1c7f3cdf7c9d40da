'use client';

import { ChecksADay } from '#components/checks/checks-a-day.tsx';
import { RefusedChecks } from '#components/checks/refused-checks.tsx';
import { Shares } from '#components/checks/shares.tsx';
import { useLiveChecks } from '#components/checks/use-live-checks.ts';
import { useLiveRefusals } from '#components/checks/use-live-refusals.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { useNow } from '#components/ui/use-now.ts';
import type { Refusal } from '#lib/contract/license-acts.ts';
import type { CheckCounts, Lease, License } from '#lib/contract/licenses.ts';
import type { Product } from '#lib/contract/products.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import { greyedFor } from './greyed-for.ts';
import { LeaseLanes } from './lease-lanes.tsx';
import { NoCheckYet } from './no-check-yet.tsx';
import { platformName } from './platform-words.ts';
import { useLiveLeases, useLiveLicense } from './use-live-license.ts';

export type ChecksOf = Record<'day' | 'version' | 'platform', readonly CheckCounts[]>;

type Props = {
  license: License;
  leases: readonly Lease[];
  catalogue: readonly Product[];
  checks: ChecksOf;
  refusals: readonly Refusal[];
  /** From when checks are counted: by day, and for the parts that look back a week. */
  from: { days: string; week: string };
  team: { slug: string; role: TeamRole | null };
  keyLength: number | null;
  appUrl: string;
  drawnAt: number;
};

const SLOWER_MS = 15_000;

/** Will it keep working, who uses it, and what is refused. */
export function LicenseOverview({
  license: initial,
  leases: initialLeases,
  catalogue,
  checks,
  refusals,
  from,
  team,
  keyLength,
  appUrl,
  drawnAt,
}: Props) {
  const now = useNow(drawnAt);
  const { license } = useLiveLicense(initial);
  const leases = useLiveLeases(license.id, initialLeases);
  const of = { id: license.id };
  const days = useLiveChecks({ ...of, by: 'day', from: from.days }, checks.day).rows;
  const refused = useLiveRefusals({ ...of, from: from.week }, refusals);
  const versions = useLiveChecks({ ...of, by: 'version', from: from.week }, checks.version, SLOWER_MS).rows;
  const platforms = useLiveChecks(
    { ...of, by: 'platform', from: from.week },
    checks.platform,
    SLOWER_MS,
  ).rows;
  const current = catalogue
    .filter((product) => license.products.includes(product.name))
    .map((product) => product.currentVersion);
  const strangers = platforms.filter(
    (row) => row.platform !== undefined && !license.platforms.some((one) => one === row.platform),
  );

  if (leases.length === 0) {
    return (
      <div className="section">
        <EmptyState
          title="No identifier is registered"
          says="Every check is refused until one is. Here you will see until when each may run without asking again."
          action={
            <LinkButton href={`/${team.slug}/licenses/${license.id}/identifiers`}>
              Register an identifier
            </LinkButton>
          }
        />
      </div>
    );
  }
  return (
    <>
      <NoCheckYet
        license={license}
        team={team.slug}
        hasChecks={days.some(({ total }) => total > 0)}
        keyLength={keyLength}
        appUrl={appUrl}
        now={now}
      />
      <LeaseLanes license={license} leases={leases} now={now} />
      <div className="section cols">
        <ChecksADay rows={days} from={Date.parse(from.days)} now={now} />
        <RefusedChecks
          licenseId={license.id}
          refusals={refused}
          explainPage={`/${team.slug}/explain`}
          span="7 days"
          registerGreyed={greyedFor('app.register', team.role)}
          inner
        />
      </div>
      <div className="section cols">
        <Shares
          title="Versions in use"
          says={
            current.length === 1
              ? `Of the checks of the last 7 days. ${current[0]} is current.`
              : 'Of the checks of the last 7 days.'
          }
          isMono
          parts={versions.map((row) => ({ name: row.version ?? '', count: row.total }))}
        />
        <Shares
          title="Platforms in use"
          says={
            strangers.length === 0
              ? 'Of the checks of the last 7 days.'
              : `${strangers.map((row) => platformName(row.platform ?? '')).join(' and ')} ${strangers.length === 1 ? 'is' : 'are'} not covered by this license.`
          }
          parts={platforms.map((row) => ({
            name: platformName(row.platform ?? ''),
            count: row.total,
            isBad: strangers.includes(row),
          }))}
        />
      </div>
    </>
  );
}
