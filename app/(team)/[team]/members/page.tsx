import type { Metadata } from 'next';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { Members } from '#components/team/members.tsx';
import { orNotFound } from '../or-not-found.ts';
import { teamMember } from '../team-member.ts';

type Props = { params: Promise<{ team: string }> };

export const metadata: Metadata = { title: 'Members' };

export default async function MembersPage({ params }: Props) {
  const { team: slug } = await params;
  const { team, api } = await teamMember(slug);
  const me = await mustBeSignedIn(`/${slug}/members`);
  const [members, invitations] = await orNotFound(
    Promise.all([api.teams.members({ slug }), api.teams.invitations({ slug })]),
  );
  return <Members team={team} me={me.id} members={members} invitations={invitations} drawnAt={Date.now()} />;
}
