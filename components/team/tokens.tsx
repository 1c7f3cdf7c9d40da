'use client';

import '../licenses/stack.css';
import './members.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Token } from '#lib/contract/teams.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import { api } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Section } from '../ui/section.tsx';
import { NewTokenForm } from './new-token-form.tsx';
import { TokenTable } from './token-table.tsx';

type Props = {
  team: { slug: string; name: string; role: TeamRole };
  me: string;
  tokens: { items: Token[]; next: string | null };
  drawnAt: number;
};

const SEES_ALL: readonly TeamRole[] = ['owner', 'admin'];

/** The API tokens of a team: make one, see when it was last used, end it. */
export function Tokens({ team, me, tokens: first, drawnAt }: Props) {
  const { slug, role } = team;
  const queries = useQueryClient();
  const [isMaking, setIsMaking] = useState(false);
  const [ending, setEnding] = useState<Token | null>(null);
  const { data } = useQuery({ ...api.teams.tokens.queryOptions({ input: { slug } }), initialData: first });
  const revoke = useMutation(
    api.teams.revokeToken.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.teams.tokens.key() }),
    }),
  );
  const newToken = (
    <Button look="primary" onClick={() => setIsMaking(true)}>
      <Plus aria-hidden="true" />
      New token
    </Button>
  );

  return (
    <>
      {isMaking ? (
        <Section
          title="New token"
          says="It acts as you, in this team alone, and never does more than you may."
        >
          <NewTokenForm slug={slug} role={role} onClose={() => setIsMaking(false)} />
        </Section>
      ) : null}
      <Section
        title={SEES_ALL.includes(role) ? 'Tokens of the team' : 'Your tokens'}
        says="Programs send one as a bearer token. What it may do shrinks with the role of whoever made it."
        aside={isMaking || data.items.length === 0 ? null : newToken}
      >
        {data.items.length === 0 ? (
          <EmptyState
            title="No token yet"
            says="A build server registers identifiers with one, a script reads checks. Each has a name, scopes and an end, and shows when it was last used."
            action={isMaking ? null : newToken}
          />
        ) : (
          <TokenTable tokens={data.items} me={me} onRevoke={setEnding} drawnAt={drawnAt} />
        )}
      </Section>
      <ConfirmDialog
        isOpen={ending !== null}
        onClose={() => {
          setEnding(null);
          revoke.reset();
        }}
        title={`Revoke ${nameOf(ending)}`}
        confirm="Revoke the token"
        onConfirm={() =>
          ending && revoke.mutate({ slug, id: ending.id }, { onSuccess: () => setEnding(null) })
        }
        isBusy={revoke.isPending}
        problem={revoke.error ? readProblem(revoke.error).says : null}
      >
        <p>
          Whatever uses it is refused from its next request on, with 401. It cannot be taken back; a new token
          is another one. Devices are not concerned: they ask without tokens.
        </p>
      </ConfirmDialog>
    </>
  );
}

const nameOf = (token: Token | null) => (token?.name ? token.name : 'the token');
