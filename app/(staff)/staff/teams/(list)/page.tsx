import type { Metadata } from 'next';
import { staffMember } from '#app/(staff)/staff/staff-member.ts';
import { TeamList } from '#components/staff/teams/team-list.tsx';

type Props = { searchParams: Promise<{ q?: string | string[] }> };

export const metadata: Metadata = { title: 'Teams' };

export default async function StaffTeamsPage({ searchParams }: Props) {
  const { q } = await searchParams;
  const asked = typeof q === 'string' ? q.trim().slice(0, 100) : '';
  const { api } = await staffMember('/staff/teams');
  const first = await api.teams.list({ ...(asked !== '' && { q: asked }), limit: 50 });
  return <TeamList q={asked} first={first} drawnAt={Date.now()} />;
}
