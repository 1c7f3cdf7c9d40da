import type { Metadata } from 'next';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { NewTeamForm } from '#components/team/new-team-form.tsx';

export const metadata: Metadata = { title: 'New team' };

export default async function NewTeamPage() {
  await mustBeSignedIn('/teams/new');
  return (
    <>
      <div className="title">
        <h1>New team</h1>
      </div>
      <p className="muted pretty" style={{ padding: '4px 0 24px' }}>
        A team has its own licenses, members and tokens, and nothing of it is seen from another. You own it,
        and invite whom you like.
      </p>
      <NewTeamForm />
    </>
  );
}
