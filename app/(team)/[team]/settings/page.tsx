import type { Metadata } from 'next';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { TeamSettings } from '#components/team/team-settings.tsx';
import { orNotFound } from '../or-not-found.ts';
import { teamMember } from '../team-member.ts';

type Props = { params: Promise<{ team: string }> };

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage({ params }: Props) {
  const { team: slug } = await params;
  const { team: mine, api } = await teamMember(slug);
  const me = await mustBeSignedIn(`/${slug}/settings`);
  const [team, members] = await orNotFound(
    Promise.all([api.teams.read({ slug }), api.teams.members({ slug })]),
  );
  return <TeamSettings team={team} role={mine.role} me={me.id} members={members.items} />;
}
