import type { ReactNode } from 'react';
import { StaffLicenseFrame } from '#components/staff/license/staff-license-frame.tsx';
import { staffLicensePage } from '../license-page.ts';

type Props = { params: Promise<{ id: string }>; children: ReactNode };

export default async function StaffLicenseLayout({ params, children }: Props) {
  const { role, license, leases, catalogue } = await staffLicensePage((await params).id);
  return (
    <StaffLicenseFrame
      license={license}
      leases={leases}
      catalogue={catalogue}
      role={role}
      drawnAt={Date.now()}
    >
      {children}
    </StaffLicenseFrame>
  );
}
