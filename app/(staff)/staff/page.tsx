import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { StaffStart } from '#components/staff/staff-start.tsx';
import { vendor } from '#lib/api/vendor.ts';

export const metadata: Metadata = { title: 'Staff' };

export default async function StaffPage() {
  const me = await mustBeSignedIn('/staff');
  if (!me.staffRole) notFound();
  return <StaffStart role={me.staffRole} vendor={vendor()} />;
}
