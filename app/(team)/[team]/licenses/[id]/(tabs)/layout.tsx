import type { ReactNode } from 'react';
import { LicenseFrame } from '#components/licenses/license-frame.tsx';
import { vendor } from '#lib/api/vendor.ts';
import { licensePage } from '../license-page.ts';

type Props = { params: Promise<{ team: string; id: string }>; children: ReactNode };

export default async function LicenseLayout({ params, children }: Props) {
  const { team: slug, id } = await params;
  const { team, license, leases, catalogue, masked } = await licensePage(slug, id);
  const { name, supportUrl } = vendor();
  return (
    <LicenseFrame
      license={license}
      leases={leases}
      catalogue={catalogue}
      masked={masked}
      team={team}
      vendor={{ name, supportUrl }}
      drawnAt={Date.now()}
    >
      {children}
    </LicenseFrame>
  );
}
