import type { Metadata } from 'next';
import { mustBeStaff } from '#app/signed-in.ts';
import { StaffPeople } from '#components/staff/staff-people.tsx';
import { operatorApi } from '../operator.ts';

export const metadata: Metadata = { title: 'Staff' };

export default async function StaffPeoplePage() {
  const me = await mustBeStaff('/staff/operator/staff');
  const api = await operatorApi();
  if (!api) return null;
  const [people, settings] = await Promise.all([api.staff.list({}), api.staff.settings()]);
  return <StaffPeople me={me.id} people={people} settings={settings} drawnAt={Date.now()} />;
}
