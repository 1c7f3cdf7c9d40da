import { and, asc, eq, gt, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { StaffRole, TeamRole } from '#lib/domain/policy.ts';
import type { Handle, Tx } from '../client.ts';
import { memberships, people } from '../schema/accounts.ts';
import { deliveries, inboxItems } from '../schema/notices.ts';

export type NewDelivery = {
  key: string;
  notice: string;
  subjectId: string;
  to: { personId: string } | { address: string };
  now: Instant;
};

/** Owes a mail and gives its ID; null when it is owed or done already. Index: deliveries_key. */
export async function insertDelivery(tx: Tx, { to, now, ...row }: NewDelivery): Promise<string | null> {
  const [inserted] = await tx
    .insert(deliveries)
    .values({ ...row, ...to, createdAt: new Date(now) })
    .onConflictDoNothing({ target: deliveries.key })
    .returning({ id: deliveries.id });
  return inserted?.id ?? null;
}

export type NewInboxItem = Omit<typeof inboxItems.$inferInsert, 'id' | 'createdAt' | 'readAt'> & {
  now: Instant;
};

/** Does nothing when the person has it. Index: inbox_items_key. */
export async function insertInboxItem(tx: Tx, { now, ...row }: NewInboxItem): Promise<void> {
  await tx
    .insert(inboxItems)
    .values({ ...row, createdAt: new Date(now) })
    .onConflictDoNothing({ target: [inboxItems.personId, inboxItems.key] });
}

export type CandidateRow = {
  personId: string;
  role: TeamRole | null;
  isSuspended: boolean;
  muted: string[];
};

const candidate = {
  personId: people.id,
  isSuspended: sql<boolean>`${people.suspendedAt} is not null`,
  muted: people.mutedNotices,
};

/** Members of a team who have one of these roles, the oldest membership first. Index: memberships primary key. */
export async function listMembersToTell(
  handle: Handle,
  teamId: string,
  roles: readonly TeamRole[],
): Promise<CandidateRow[]> {
  return handle
    .select({ ...candidate, role: memberships.role })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(memberships.teamId, teamId), inArray(memberships.role, [...roles])))
    .orderBy(asc(memberships.createdAt), asc(people.id));
}

/** Staff of these roles. Index: people_staff. */
export async function listStaffToTell(handle: Handle, roles: readonly StaffRole[]): Promise<CandidateRow[]> {
  const rows = await handle
    .select(candidate)
    .from(people)
    .where(and(sql`${people.staffRole} is not null`, inArray(people.staffRole, [...roles])))
    .orderBy(asc(people.createdAt), asc(people.id));
  return rows.map((row) => ({ ...row, role: null }));
}

/** These people, with their role in the team, where there is one. Index: people and memberships primary keys. */
export async function listPeopleToTell(
  handle: Handle,
  teamId: string | null,
  ids: readonly string[],
): Promise<CandidateRow[]> {
  return handle
    .select({ ...candidate, role: memberships.role })
    .from(people)
    .leftJoin(
      memberships,
      and(eq(memberships.personId, people.id), teamId === null ? sql`false` : eq(memberships.teamId, teamId)),
    )
    .where(inArray(people.id, [...ids]))
    .orderBy(asc(people.id));
}

export type DeliveryRow = typeof deliveries.$inferSelect;

/**
 * Takes a mail that is owed, for whoever sends it, until `until`; null when it is not owed any more, or somebody else
 * has it. A claim from the future is of a clock that was wrong. Index: deliveries primary key.
 */
export async function claimDelivery(
  handle: Handle,
  id: string,
  { now, until }: { now: Instant; until: Instant },
): Promise<DeliveryRow | null> {
  const at = new Date(now);
  const [row] = await handle
    .update(deliveries)
    .set({ attempts: sql`${deliveries.attempts} + 1`, lastAttemptAt: at, claimedUntil: new Date(until) })
    .where(
      and(
        eq(deliveries.id, id),
        isNull(deliveries.acceptedAt),
        isNull(deliveries.droppedAt),
        or(
          isNull(deliveries.claimedUntil),
          lte(deliveries.claimedUntil, at),
          gt(deliveries.lastAttemptAt, at),
        ),
      ),
    )
    .returning();
  return row ?? null;
}

/** Whether a mail is still owed. Index: deliveries primary key. */
export async function isDeliveryOwed(handle: Handle, id: string): Promise<boolean> {
  const rows = await handle
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.id, id), isNull(deliveries.acceptedAt), isNull(deliveries.droppedAt)));
  return rows.length > 0;
}

/** Notes that the mail server took it; false when that was noted before. Index: deliveries primary key. */
export async function noteAccepted(tx: Tx, id: string, acceptedAt: Instant): Promise<boolean> {
  const rows = await tx
    .update(deliveries)
    .set({ acceptedAt: new Date(acceptedAt), claimedUntil: null })
    .where(and(eq(deliveries.id, id), isNull(deliveries.acceptedAt)))
    .returning({ id: deliveries.id });
  return rows.length === 1;
}

/** What the mail server said, without any address. The mail is owed still. Index: deliveries primary key. */
export async function noteRefused(handle: Handle, id: string, refusal: string): Promise<void> {
  await handle
    .update(deliveries)
    .set({ lastRefusal: refusal, claimedUntil: null })
    .where(and(eq(deliveries.id, id), isNull(deliveries.acceptedAt)));
}

/** Nothing is to be told any more. Index: deliveries primary key. */
export async function noteDropped(handle: Handle, id: string, now: Instant): Promise<void> {
  await handle
    .update(deliveries)
    .set({ droppedAt: new Date(now), claimedUntil: null })
    .where(and(eq(deliveries.id, id), isNull(deliveries.acceptedAt)));
}

/** Mails that are owed and that nobody has tried since a moment, the oldest first. Index: deliveries_open. */
export async function listIdleDeliveries(
  handle: Handle,
  { before, limit }: { before: Instant; limit: number },
): Promise<{ id: string }[]> {
  const at = new Date(before);
  return handle
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        isNull(deliveries.acceptedAt),
        isNull(deliveries.droppedAt),
        lt(deliveries.createdAt, at),
        or(isNull(deliveries.lastAttemptAt), lt(deliveries.lastAttemptAt, at)),
      ),
    )
    .orderBy(asc(deliveries.createdAt))
    .limit(limit);
}
