import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { StaffRole } from '#lib/domain/policy.ts';
import type { Handle, Tx } from '../client.ts';
import { people } from '../schema/accounts.ts';

export type PersonRow = {
  id: string;
  email: string;
  name: string;
  staffRole: StaffRole | null;
  suspendedAt: Date | null;
  /** Since when they have a second factor. */
  totpConfirmedAt: Date | null;
  mutedNotices: string[];
  createdAt: Date;
};

const columns = {
  id: people.id,
  email: people.email,
  name: people.name,
  staffRole: people.staffRole,
  suspendedAt: people.suspendedAt,
  totpConfirmedAt: people.totpConfirmedAt,
  mutedNotices: people.mutedNotices,
  createdAt: people.createdAt,
};

const hasEmail = (email: string) => eq(sql`lower(${people.email})`, email.toLowerCase());

/** Index: people primary key. */
export async function findPerson(handle: Handle, id: string): Promise<PersonRow | null> {
  const [row] = await handle.select(columns).from(people).where(eq(people.id, id));
  return row ?? null;
}

/** By address, whatever its case. Index: people_email. */
export async function findPersonByEmail(handle: Handle, email: string): Promise<PersonRow | null> {
  const [row] = await handle.select(columns).from(people).where(hasEmail(email));
  return row ?? null;
}

/** Held until the transaction ends, so that what is decided about a person is true when it is written. */
export async function lockPerson(tx: Tx, id: string): Promise<PersonRow | null> {
  const [row] = await tx.select(columns).from(people).where(eq(people.id, id)).for('update');
  return row ?? null;
}

/** Like lockPerson, by address. Index: people_email. */
export async function lockPersonByEmail(tx: Tx, email: string): Promise<PersonRow | null> {
  const [row] = await tx.select(columns).from(people).where(hasEmail(email)).for('update');
  return row ?? null;
}

/** What signing in compares; null when no such person may sign in with a password. Index: people_email. */
export async function findPasswordHash(
  handle: Handle,
  email: string,
): Promise<{ id: string; passwordHash: string } | null> {
  const [row] = await handle
    .select({ id: people.id, passwordHash: people.passwordHash })
    .from(people)
    .where(and(hasEmail(email), isNull(people.suspendedAt)));
  return row && row.passwordHash !== null ? { id: row.id, passwordHash: row.passwordHash } : null;
}

export type NewPerson = {
  email: string;
  name: string;
  passwordHash: string | null;
  staffRole: StaffRole | null;
  now: Instant;
};

/**
 * Inserts a person and gives their ID; null when the address is taken, also by a transaction that ran at the same
 * time: then it has committed, and a read sees whom it made. Index: people_email.
 */
export async function insertPerson(tx: Tx, { now, ...person }: NewPerson): Promise<string | null> {
  const [row] = await tx
    .insert(people)
    .values({ ...person, createdAt: new Date(now) })
    .onConflictDoNothing()
    .returning({ id: people.id });
  return row?.id ?? null;
}

/** Notes that a person is here. Not in a transaction with others: it would wait for them. Index: people primary key. */
export async function touchPerson(handle: Handle, id: string, now: Instant): Promise<void> {
  await handle
    .update(people)
    .set({ lastSeenAt: new Date(now) })
    .where(eq(people.id, id));
}

export async function updatePersonName(tx: Tx, id: string, name: string): Promise<void> {
  await tx.update(people).set({ name }).where(eq(people.id, id));
}

/** Kinds of notices that a person is not mailed of. Index: people primary key. */
export async function updateMutedNotices(tx: Tx, id: string, mutedNotices: readonly string[]): Promise<void> {
  await tx
    .update(people)
    .set({ mutedNotices: [...mutedNotices] })
    .where(eq(people.id, id));
}

export async function updatePasswordHash(handle: Handle, id: string, passwordHash: string): Promise<void> {
  await handle.update(people).set({ passwordHash }).where(eq(people.id, id));
}

/** Puts a stronger hash of the same password in place of `from`; does nothing when the password was changed meanwhile. */
export async function replacePasswordHash(
  handle: Handle,
  id: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await handle
    .update(people)
    .set({ passwordHash: to })
    .where(and(eq(people.id, id), eq(people.passwordHash, from)));
}

export async function updateStaffRole(tx: Tx, id: string, staffRole: StaffRole | null): Promise<void> {
  await tx.update(people).set({ staffRole }).where(eq(people.id, id));
}

/** Whether anybody is an operator who may act. Reads the whole table: asked at start and when one is made. */
export async function isThereAnOperator(handle: Handle): Promise<boolean> {
  const rows = await handle
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.staffRole, 'operator'), isNull(people.suspendedAt)))
    .limit(1);
  return rows.length > 0;
}
