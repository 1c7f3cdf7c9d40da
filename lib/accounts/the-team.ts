import type { Tx } from '#db/client.ts';
import {
  countMembers,
  findRole,
  findTeam,
  findTeamBySlug,
  insertTeam,
  listTakenSlugs,
  type TeamRow,
} from '#db/queries/teams.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import { slugCandidates } from '#lib/domain/slugs.ts';
import type { Act } from '#lib/use-case.ts';

/** A team as the management API gives it. */
export type TeamView = {
  id: string;
  slug: string;
  name: string;
  role: TeamRole | null;
  members: number;
  createdAt: string;
};

/** How many slugs are looked up at once. */
const SLUGS_AT_ONCE = 20;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The team of an input; null when there is none, or it was deleted. */
export async function locateBySlug(tx: Tx, { slug }: { slug: string }): Promise<{ teamId: string } | null> {
  const row = await findTeamBySlug(tx, slug);
  return row && { teamId: row.id };
}

/** The team as `locateBySlug` found it; its absence is a bug in the use case's definition. */
export async function theTeam({ tx, teamId }: Act): Promise<TeamRow> {
  const row = teamId === null ? null : await findTeam(tx, teamId);
  if (!row) throw new Error('this use case located no team');
  return row;
}

/**
 * The role that whoever acts has in the team now, for what the policy's rows do not say by themselves. The command line
 * counts as an owner. Null for staff.
 */
export async function roleOf({ tx, actor }: Act, teamId: string): Promise<TeamRole | null> {
  if (actor.kind === 'command') return 'owner';
  return actor.personId === null ? null : findRole(tx, teamId, actor.personId);
}

export async function viewTeam(act: Act, team: TeamRow): Promise<TeamView> {
  const role = act.actor.personId === null ? null : await findRole(act.tx, team.id, act.actor.personId);
  return viewTeamRow({ ...team, role, members: await countMembers(act.tx, team.id) });
}

export function viewTeamRow(row: TeamRow & { role: TeamRole | null; members: number }): TeamView {
  const { id, slug, name, role, members, createdAt } = row;
  return { id, slug, name, role, members, createdAt: createdAt.toISOString() };
}

/** An ID as an address names it; null for what is none, which names nothing. */
export function uuidOf(given: string): string | null {
  return UUID.test(given) ? given.toLowerCase() : null;
}

/** A team under the first free slug for its name. Another that takes it at this moment makes us take the next. */
export async function makeTeam(tx: Tx, name: string, now: Instant): Promise<{ id: string; slug: string }> {
  for (let first = 1; ; first += SLUGS_AT_ONCE) {
    const candidates = slugCandidates(name, { first, count: SLUGS_AT_ONCE });
    const taken = new Set(await listTakenSlugs(tx, candidates));
    for (const slug of candidates.filter((candidate) => !taken.has(candidate))) {
      const id = await insertTeam(tx, { slug, name, now });
      if (id !== null) return { id, slug };
    }
  }
}
