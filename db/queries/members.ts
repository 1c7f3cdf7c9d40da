import { and, asc, count, eq, isNull, ne } from 'drizzle-orm';
import type { TeamRole } from '#lib/domain/policy.ts';
import type { Handle, Tx } from '../client.ts';
import { memberships, people } from '../schema/accounts.ts';

export type MemberRow = { id: string; name: string; email: string; role: TeamRole; joinedAt: Date };

const columns = {
  id: people.id,
  name: people.name,
  email: people.email,
  role: memberships.role,
  joinedAt: memberships.createdAt,
};

/** Who is in a team, the longest standing first. Index: memberships primary key. */
export async function listMembers(handle: Handle, teamId: string): Promise<MemberRow[]> {
  return handle
    .select(columns)
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(eq(memberships.teamId, teamId))
    .orderBy(asc(memberships.createdAt), asc(people.id));
}

/** A member of a team; null for somebody else. Index: memberships primary key. */
export async function findMember(
  handle: Handle,
  teamId: string,
  personId: string,
): Promise<MemberRow | null> {
  const [row] = await handle
    .select(columns)
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(memberships.teamId, teamId), eq(memberships.personId, personId)));
  return row ?? null;
}

/** How many owners who are not suspended a team has beside this member. Index: memberships primary key. */
export async function countOtherOwners(handle: Handle, teamId: string, personId: string): Promise<number> {
  const [row] = await handle
    .select({ owners: count() })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(
      and(
        eq(memberships.teamId, teamId),
        eq(memberships.role, 'owner'),
        ne(memberships.personId, personId),
        isNull(people.suspendedAt),
      ),
    );
  return row?.owners ?? 0;
}

export async function updateRole(tx: Tx, teamId: string, personId: string, role: TeamRole): Promise<void> {
  await tx
    .update(memberships)
    .set({ role })
    .where(and(eq(memberships.teamId, teamId), eq(memberships.personId, personId)));
}

export async function deleteMembership(tx: Tx, teamId: string, personId: string): Promise<void> {
  await tx.delete(memberships).where(and(eq(memberships.teamId, teamId), eq(memberships.personId, personId)));
}
