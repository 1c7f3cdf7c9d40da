import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { RequestPage } from '#components/requests/request-page.tsx';
import { vendor } from '#lib/api/vendor.ts';
import { orNotFound } from '../../or-not-found.ts';
import { teamMember } from '../../team-member.ts';

type Props = { params: Promise<{ team: string; id: string }> };

export const metadata: Metadata = { title: 'Request' };

export default async function TeamRequestPage({ params }: Props) {
  const { team: slug, id } = await params;
  const { team, api } = await teamMember(slug);
  const first = await orNotFound(api.requests.read({ id }));
  // One of another team of the same person has its own address.
  if (first.team !== slug) notFound();
  return (
    <RequestPage
      first={first}
      vendorName={vendor().name}
      drawnAt={Date.now()}
      as={{ side: 'team', role: team.role }}
    />
  );
}
