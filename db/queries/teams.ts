import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import type { Handle, Tx } from '../client.ts';
import { memberships, people, teams } from '../schema/accounts.ts';

export type TeamRow = { id: string; slug: string; name: string; createdAt: Date };

const columns = { id: teams.id, slug: teams.slug, name: teams.name, createdAt: teams.createdAt };

/** Index: teams_slug. */
export async function findTeamBySlug(handle: Handle, slug: string): Promise<TeamRow | null> {
  const [row] = await handle.select(columns).from(teams).where(eq(teams.slug, slug));
  return row ?? null;
}

/** Index: teams primary key. */
export async function findTeam(handle: Handle, teamId: string): Promise<TeamRow | null> {
  const [row] = await handle.select(columns).from(teams).where(eq(teams.id, teamId));
  return row ?? null;
}

/** Which of these slugs are in use. Index: teams_slug. */
export async function listTakenSlugs(handle: Handle, slugs: readonly string[]): Promise<string[]> {
  const rows = await handle
    .select({ slug: teams.slug })
    .from(teams)
    .where(inArray(teams.slug, [...slugs]));
  return rows.map(({ slug }) => slug);
}

/** Inserts a team and gives its ID; null when the slug was taken meanwhile. Index: teams_slug. */
export async function insertTeam(
  tx: Tx,
  { now, ...team }: { slug: string; name: string; now: Instant },
): Promise<string | null> {
  const [row] = await tx
    .insert(teams)
    .values({ ...team, createdAt: new Date(now) })
    .onConflictDoNothing({ target: teams.slug })
    .returning({ id: teams.id });
  return row?.id ?? null;
}

export async function insertMembership(
  tx: Tx,
  teamId: string,
  { now, ...member }: { personId: string; role: TeamRole; now: Instant },
): Promise<void> {
  await tx.insert(memberships).values({ teamId, ...member, createdAt: new Date(now) });
}

export type TeamOfPerson = { id: string; slug: string; name: string; role: TeamRole };

/** The teams a person belongs to, the oldest membership first. Index: memberships_person. */
export async function listTeamsOf(handle: Handle, personId: string): Promise<TeamOfPerson[]> {
  return handle
    .select({ id: teams.id, slug: teams.slug, name: teams.name, role: memberships.role })
    .from(memberships)
    .innerJoin(teams, eq(teams.id, memberships.teamId))
    .where(eq(memberships.personId, personId))
    .orderBy(asc(memberships.createdAt), asc(teams.id));
}

/** The role of a person in a team; null for somebody else. Index: memberships primary key. */
export async function findRole(handle: Handle, teamId: string, personId: string): Promise<TeamRole | null> {
  const [row] = await handle
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.teamId, teamId), eq(memberships.personId, personId)));
  return row?.role ?? null;
}

/** The owner of the longest standing who is not suspended; null when the team has none. Index: memberships primary key. */
export async function findOwner(handle: Handle, teamId: string): Promise<{ personId: string } | null> {
  const [row] = await handle
    .select({ personId: memberships.personId })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(memberships.teamId, teamId), eq(memberships.role, 'owner'), isNull(people.suspendedAt)))
    .orderBy(asc(memberships.createdAt), asc(memberships.personId))
    .limit(1);
  return row ?? null;
}

/** Puts those who count something of a team one after the other, until the transaction ends. Index: teams primary key. */
export async function lockTeamRow(tx: Tx, teamId: string): Promise<void> {
  await tx.select({ id: teams.id }).from(teams).where(eq(teams.id, teamId)).for('no key update');
}
