import type { Metadata } from 'next';
import { LicenseKeyTab } from '#components/licenses/license-key-tab.tsx';
import { vendor } from '#lib/api/vendor.ts';
import { staffLicensePage } from '../../license-page.ts';

/** Staff have no role in the team: what its members do is greyed. */
const NO_MEMBER = { role: null };

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Key, ${(await staffLicensePage((await params).id)).license.id}` };
}

export default async function StaffKeyPage({ params }: Props) {
  const { role, license, catalogue } = await staffLicensePage((await params).id);
  return (
    <LicenseKeyTab
      license={license}
      catalogue={catalogue}
      masked={null}
      {...NO_MEMBER}
      staffRole={role}
      team="staff"
      drawnAt={Date.now()}
      appUrl={vendor().appUrl}
    />
  );
}
