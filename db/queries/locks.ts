import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { locks } from '../schema/licenses.ts';

export type NewLock = {
  licenseId: string;
  lockedAt: Date;
  lockedBy: string | null;
  reason: string;
  note: string | null;
  /** When it ends by itself, and the second person who approved it: of a production license. */
  endsAt?: Date | null;
  approvedBy?: string | null;
  approvedAt?: Date | null;
};

/** Gives the new lock's ID. A license has one open lock at most (index locks_open). */
export async function insertLock(tx: Tx, lock: NewLock): Promise<string> {
  const [row] = await tx.insert(locks).values(lock).returning({ id: locks.id });
  if (!row) throw new Error('the lock was not inserted');
  return row.id;
}

export type Unlocking = { unlockedAt: Date; unlockedBy: string | null; unlockNote: string };

/** Closes the open lock of a license and gives its ID, or null when there is none. Index: locks_open. */
export async function closeLock(tx: Tx, licenseId: string, unlocking: Unlocking): Promise<string | null> {
  const [row] = await tx
    .update(locks)
    .set(unlocking)
    .where(and(eq(locks.licenseId, licenseId), isNull(locks.unlockedAt)))
    .returning({ id: locks.id });
  return row?.id ?? null;
}

/** Moves the end of the open lock of a license and gives its ID, or null when there is none. Index: locks_open. */
export async function moveLockEnd(tx: Tx, licenseId: string, endsAt: Date): Promise<string | null> {
  const [row] = await tx
    .update(locks)
    .set({ endsAt })
    .where(and(eq(locks.licenseId, licenseId), isNull(locks.unlockedAt)))
    .returning({ id: locks.id });
  return row?.id ?? null;
}
