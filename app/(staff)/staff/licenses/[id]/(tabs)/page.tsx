import type { Metadata } from 'next';
import { LicenseOverview } from '#components/licenses/license-overview.tsx';
import { overviewChecks } from '#components/licenses/overview-checks.ts';
import { vendor } from '#lib/api/vendor.ts';
import { staffLicensePage } from '../license-page.ts';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await staffLicensePage((await params).id)).license.id };
}

export default async function StaffLicensePage({ params }: Props) {
  const { id } = await params;
  const { api, license, leases, catalogue } = await staffLicensePage(id);
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
      team={{ slug: 'staff', role: null }}
      keyLength={null}
      appUrl={vendor().appUrl}
      drawnAt={now}
    />
  );
}
