import type { Metadata } from 'next';
import { LicenseOverview } from '#components/licenses/license-overview.tsx';
import { overviewChecks } from '#components/licenses/overview-checks.ts';
import { licensePage } from '../license-page.ts';

type Props = { params: Promise<{ team: string; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, id } = await params;
  return { title: (await licensePage(team, id)).license.name };
}

export default async function LicensePage({ params }: Props) {
  const { team: slug, id } = await params;
  const { api, license, leases, catalogue } = await licensePage(slug, id);
  const now = Date.now();
  const { checks, from } = await overviewChecks({
    license,
    now,
    read: async (by, since) => (await api.licenses.checks({ id, by, from: since })).items,
  });
  return (
    <LicenseOverview
      license={license}
      leases={leases}
      catalogue={catalogue}
      checks={checks}
      from={from}
      team={slug}
      drawnAt={now}
    />
  );
}
