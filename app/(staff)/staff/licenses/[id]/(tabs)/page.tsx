import type { Metadata } from 'next';
import { LicenseOverview } from '#components/licenses/license-overview.tsx';
import { overviewChecks } from '#components/licenses/overview-checks.ts';
import { staffLicensePage } from '../license-page.ts';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await staffLicensePage((await params).id)).license.id };
}

export default async function StaffLicensePage({ params }: Props) {
  const { id } = await params;
  const { api, license, leases, catalogue } = await staffLicensePage(id);
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
      team="staff"
      drawnAt={now}
    />
  );
}
