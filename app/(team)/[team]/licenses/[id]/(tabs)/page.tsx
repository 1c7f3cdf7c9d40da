import type { Metadata } from 'next';
import { LicenseOverview } from '#components/licenses/license-overview.tsx';
import { overviewChecks } from '#components/licenses/overview-checks.ts';
import { vendor } from '#lib/api/vendor.ts';
import { licensePage } from '../license-page.ts';

type Props = { params: Promise<{ team: string; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, id } = await params;
  return { title: (await licensePage(team, id)).license.name };
}

export default async function LicensePage({ params }: Props) {
  const { team: slug, id } = await params;
  const { api, team, license, leases, catalogue, masked } = await licensePage(slug, id);
  const now = Date.now();
  const { checks, refusals, from } = await overviewChecks({ api: api.licenses, license, now });
  return (
    <LicenseOverview
      license={license}
      leases={leases}
      catalogue={catalogue}
      checks={checks}
      refusals={refusals}
      from={from}
      team={team}
      keyLength={masked?.length ?? null}
      appUrl={vendor().appUrl}
      drawnAt={now}
    />
  );
}
