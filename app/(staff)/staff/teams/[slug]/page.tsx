import type { Metadata } from 'next';
import { cache } from 'react';
import { staffMember } from '#app/(staff)/staff/staff-member.ts';
import { orNotFound } from '#app/(team)/[team]/or-not-found.ts';
import { TeamPage } from '#components/staff/teams/team-page.tsx';

type Props = { params: Promise<{ slug: string }> };

const teamOf = cache(async (slug: string) => {
  const { api } = await staffMember(`/staff/teams/${slug}`);
  return { api, team: await orNotFound(api.teams.read({ slug })) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await teamOf((await params).slug)).team.name };
}

export default async function StaffTeamPage({ params }: Props) {
  const { slug } = await params;
  const { api, team } = await teamOf(slug);
  const [licenses, members] = await Promise.all([
    api.licenses.list({ team: slug, limit: 200 }),
    api.teams.members({ slug }),
  ]);
  return <TeamPage team={team} licenses={licenses} members={members} drawnAt={Date.now()} />;
}
