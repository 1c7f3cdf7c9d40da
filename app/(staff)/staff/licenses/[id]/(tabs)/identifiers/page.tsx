import type { Metadata } from 'next';
import { LicenseIdentifiers } from '#components/licenses/license-identifiers.tsx';
import { staffLicensePage } from '../../license-page.ts';

/** Staff have no role in the team: what its members do is greyed. */
const NO_MEMBER = { role: null };

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Identifiers, ${(await staffLicensePage((await params).id)).license.id}` };
}

export default async function StaffIdentifiersPage({ params }: Props) {
  const { license, leases } = await staffLicensePage((await params).id);
  return (
    <LicenseIdentifiers
      license={license}
      leases={leases}
      {...NO_MEMBER}
      start={{ platform: null, value: '' }}
      drawnAt={Date.now()}
    />
  );
}
