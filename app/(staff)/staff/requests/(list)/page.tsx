import type { Metadata } from 'next';
import { RequestList } from '#components/requests/request-list.tsx';
import { staffMember } from '../../staff-member.ts';

type Props = { searchParams: Promise<{ show?: string }> };

export const metadata: Metadata = { title: 'Requests' };

export default async function StaffRequestsPage({ searchParams }: Props) {
  const shown = (await searchParams).show === 'all' ? 'all' : 'waiting';
  const { api } = await staffMember('/staff/requests');
  const state = shown === 'waiting' ? ({ state: 'waiting' } as const) : {};
  const first = await api.requests.list({ limit: 50, ...state });
  return (
    <RequestList
      key={shown}
      base="/staff/requests"
      team={null}
      shown={shown}
      first={first}
      drawnAt={Date.now()}
    />
  );
}
