import type { Metadata } from 'next';
import { mustBeStaff } from '#app/signed-in.ts';
import { OperatorHints } from '#components/staff/operator-hints.tsx';
import { StaffStart } from '#components/staff/staff-start.tsx';
import { serverApi } from '#lib/api/in-process.ts';
import { vendor } from '#lib/api/vendor.ts';
import { SalesPage } from './sales-page.tsx';

export const metadata: Metadata = { title: 'Staff' };

/** A home for each role. */
export default async function StaffPage() {
  const { staffRole } = await mustBeStaff('/staff');
  if (staffRole === 'sales') return <SalesPage />;
  return (
    <StaffStart role={staffRole} vendor={vendor()}>
      {staffRole === 'operator' ? <OperatorHome /> : null}
    </StaffStart>
  );
}

async function OperatorHome() {
  const api = await serverApi();
  const [people, settings] = await Promise.all([api.staff.list({}), api.staff.settings()]);
  return <OperatorHints people={people.items} settings={settings} />;
}
