import type { Metadata } from 'next';
import { orNotFound } from '#app/(team)/[team]/or-not-found.ts';
import { RequestPage } from '#components/requests/request-page.tsx';
import { vendor } from '#lib/api/vendor.ts';
import { staffMember } from '../../staff-member.ts';

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: 'Request' };

export default async function StaffRequestPage({ params }: Props) {
  const { id } = await params;
  const { role, api } = await staffMember(`/staff/requests/${id}`);
  const first = await orNotFound(api.requests.read({ id }));
  const agreements =
    first.type === 'production' ? (await api.agreements.list({ team: first.team, limit: 50 })).items : [];
  const standing = agreements.filter(({ state }) => state !== 'terminated' && state !== 'expired');
  return (
    <RequestPage
      first={first}
      vendorName={vendor().name}
      drawnAt={Date.now()}
      as={{ side: 'staff', role, agreements: standing }}
    />
  );
}
