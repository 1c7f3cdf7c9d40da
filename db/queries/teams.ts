import { and, asc, count, eq, gt, ilike, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import type { Handle, Tx } from '../client.ts';
import { memberships, people, teams } from '../schema/accounts.ts';

export type TeamRow = { id: string; slug: string; name: string; createdAt: Date };

const columns = { id: teams.id, slug: teams.slug, name: teams.name, createdAt: teams.createdAt };

/** A team that was not deleted. Index: teams_slug. */
export async function findTeamBySlug(handle: Handle, slug: string): Promise<TeamRow | null> {
  const [row] = await handle
    .select(columns)
    .from(teams)
    .where(and(eq(teams.slug, slug), isNull(teams.deletedAt)));
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

export type ListedTeamRow = TeamRow & { role: TeamRole | null; members: number };

export type TeamFilter = {
  /** Part of a name or slug. */
  q?: string | undefined;
  limit: number;
  /** Only what comes after this one, by slug. */
  after?: string | undefined;
};

/** These teams, by slug, one more than `limit` when there are more, with the role of `personId`. Index: teams primary key. */
export async function listTeams(
  handle: Handle,
  teamIds: readonly string[],
  { personId, ...filter }: TeamFilter & { personId: string | null },
): Promise<ListedTeamRow[]> {
  return teamIds.length === 0 ? [] : selectTeams(handle, personId, inArray(teams.id, [...teamIds]), filter);
}

/** Every team, by slug, with the role that `personId` has in it: for staff alone. Index: teams_slug. */
export async function listAllTeamsForStaff(
  handle: Handle,
  { personId, ...filter }: TeamFilter & { personId: string | null },
): Promise<ListedTeamRow[]> {
  return selectTeams(handle, personId, undefined, filter);
}

async function selectTeams(
  handle: Handle,
  personId: string | null,
  which: SQL | undefined,
  { q, limit, after }: TeamFilter,
): Promise<ListedTeamRow[]> {
  const conditions = [isNull(teams.deletedAt), which];
  if (after !== undefined) conditions.push(gt(teams.slug, after));
  if (q !== undefined && q !== '') {
    const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(or(ilike(teams.name, pattern), ilike(teams.slug, pattern)));
  }
  return handle
    .select({
      ...columns,
      role: memberships.role,
      members: sql<number>`(select count(*)::int from memberships m where m.team_id = ${teams.id})`.as(
        'members',
      ),
    })
    .from(teams)
    .leftJoin(
      memberships,
      and(eq(memberships.teamId, teams.id), eq(memberships.personId, personId ?? sql`null`)),
    )
    .where(and(...conditions))
    .orderBy(asc(teams.slug))
    .limit(limit + 1);
}

/** How many belong to a team. Index: memberships primary key. */
export async function countMembers(handle: Handle, teamId: string): Promise<number> {
  const [row] = await handle
    .select({ members: count() })
    .from(memberships)
    .where(eq(memberships.teamId, teamId));
  return row?.members ?? 0;
}

export async function updateTeamName(tx: Tx, teamId: string, name: string): Promise<void> {
  await tx.update(teams).set({ name }).where(eq(teams.id, teamId));
}

/** Hides a team from everybody and takes everybody out of it. Index: teams and memberships primary keys. */
export async function markTeamDeleted(tx: Tx, teamId: string, now: Instant): Promise<void> {
  await tx
    .update(teams)
    .set({ deletedAt: new Date(now) })
    .where(eq(teams.id, teamId));
  await tx.delete(memberships).where(eq(memberships.teamId, teamId));
}

/** Puts those who count something of a team one after the other, until the transaction ends. Index: teams primary key. */
export async function lockTeamRow(tx: Tx, teamId: string): Promise<void> {
  await tx.select({ id: teams.id }).from(teams).where(eq(teams.id, teamId)).for('no key update');
}
