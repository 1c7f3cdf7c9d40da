import type { Metadata } from 'next';
import { orForbidden } from '#app/or-forbidden.ts';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { Tokens } from '#components/team/tokens.tsx';
import { ForbiddenState } from '#components/ui/forbidden-state.tsx';
import { orNotFound } from '../or-not-found.ts';
import { teamMember } from '../team-member.ts';

type Props = { params: Promise<{ team: string }> };

export const metadata: Metadata = { title: 'API tokens' };

export default async function TokensPage({ params }: Props) {
  const { team: slug } = await params;
  const { team, api } = await teamMember(slug);
  const me = await mustBeSignedIn(`/${slug}/tokens`);
  const tokens = await orForbidden(orNotFound(api.teams.tokens({ slug })));
  return (
    <>
      <div className="title between">
        <h1>API tokens</h1>
      </div>
      {tokens.ok ? (
        <Tokens team={team} me={me.id} tokens={tokens.value} drawnAt={Date.now()} />
      ) : (
        <div style={{ paddingTop: 20 }}>
          <ForbiddenState says={tokens.says} />
        </div>
      )}
    </>
  );
}
