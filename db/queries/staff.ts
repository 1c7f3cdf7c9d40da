import { and, asc, count, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { StaffRole } from '#lib/domain/policy.ts';
import type { Handle, Tx } from '../client.ts';
import { apiTokens, people } from '../schema/accounts.ts';

export type StaffRow = {
  id: string;
  email: string;
  name: string;
  staffRole: StaffRole;
  suspendedAt: Date | null;
  /** False until they have followed the link that sets one. */
  hasPassword: boolean;
  hasSecondFactor: boolean;
  /** The last use of a session or a token; null: never. */
  lastSeenAt: Date | null;
  createdAt: Date;
};

const columns = {
  id: people.id,
  email: people.email,
  name: people.name,
  staffRole: sql<StaffRole>`${people.staffRole}`,
  suspendedAt: people.suspendedAt,
  hasPassword: sql<boolean>`${people.passwordHash} is not null`,
  hasSecondFactor: sql<boolean>`${people.totpConfirmedAt} is not null`,
  lastSeenAt: sql<Date | null>`greatest(people.last_seen_at, (
    select max(token.last_used_at) from api_tokens token where token.person_id = people.id))`.mapWith(
    people.lastSeenAt,
  ),
  createdAt: people.createdAt,
};

/** Everybody on staff, suspended ones too, by address. Indexes: people_staff, api_tokens_person. */
export async function listStaff(handle: Handle): Promise<StaffRow[]> {
  return handle
    .select(columns)
    .from(people)
    .where(isNotNull(people.staffRole))
    .orderBy(asc(sql`lower(${people.email})`), asc(people.id));
}

/** Somebody on staff by ID or address, held until the transaction ends. Indexes: people primary key, people_email. */
export async function lockStaffMember(
  tx: Tx,
  by: { id: string } | { email: string },
): Promise<StaffRow | null> {
  const isThem = 'id' in by ? eq(people.id, by.id) : eq(sql`lower(${people.email})`, by.email.toLowerCase());
  const [row] = await tx
    .select(columns)
    .from(people)
    .where(and(isThem, isNotNull(people.staffRole)))
    .for('update', { of: people });
  return row ?? null;
}

/**
 * The IDs of the operators who could act (not suspended, with a password), held until the transaction ends. To be asked
 * before any other row of people is locked, so that of two who demote each other one is refused. Index: people_staff.
 */
export async function lockOperators(tx: Tx): Promise<string[]> {
  const operators = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.staffRole, 'operator'), isNull(people.suspendedAt), isNotNull(people.passwordHash)))
    .orderBy(asc(people.id))
    .for('update');
  return operators.map(({ id }) => id);
}

/** How many people on staff could act: not suspended, with a password. Index: people_staff. */
export async function countActiveStaff(handle: Handle): Promise<number> {
  const [row] = await handle
    .select({ active: count() })
    .from(people)
    .where(and(isNotNull(people.staffRole), isNull(people.suspendedAt), isNotNull(people.passwordHash)));
  return row?.active ?? 0;
}

/** Suspends a person, or, with null, reinstates them. Index: people primary key. */
export async function updateSuspension(tx: Tx, id: string, suspendedAt: Instant | null): Promise<void> {
  const at = suspendedAt === null ? null : new Date(suspendedAt);
  await tx.update(people).set({ suspendedAt: at }).where(eq(people.id, id));
}

/** Ends the tokens by which a person acts as staff, and gives how many there were. Index: api_tokens_person. */
export async function revokeStaffTokensOf(tx: Tx, personId: string, now: Instant): Promise<number> {
  const ended = await tx
    .update(apiTokens)
    .set({ revokedAt: new Date(now) })
    .where(and(eq(apiTokens.personId, personId), isNull(apiTokens.teamId), isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.id });
  return ended.length;
}
