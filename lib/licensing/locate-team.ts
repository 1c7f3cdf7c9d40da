import type { Tx } from '#db/client.ts';
import { findTeamBySlug } from '#db/queries/teams.ts';
import type { Actor } from '#lib/use-case.ts';

/** The team an input names, or, when it names none, the first one of whoever asks; staff without a team ask for all. */
export async function locateTeam(
  tx: Tx,
  { team }: { team?: string | undefined },
  actor: Actor,
): Promise<{ teamId: string | null } | null> {
  if (team !== undefined) {
    const row = await findTeamBySlug(tx, team);
    return row && { teamId: row.id };
  }
  if (actor.asker.kind !== 'known') return { teamId: null };
  const [first] = actor.asker.teams.keys();
  return { teamId: first ?? null };
}
