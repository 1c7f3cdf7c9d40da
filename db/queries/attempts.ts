import { and, eq, lt, sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle } from '../client.ts';
import { attempts } from '../schema/accounts.ts';

export type Attempt = { kind: string; subjectHash: string; windowStart: Instant };

/**
 * Counts one attempt and gives how many there are now in its window. One statement, so that attempts made together
 * are each counted, whichever process takes them. Index: attempts primary key.
 */
export async function countAttempt(
  handle: Handle,
  { kind, subjectHash, windowStart }: Attempt,
): Promise<number> {
  const [row] = await handle
    .insert(attempts)
    .values({ kind, subjectHash, windowStart: new Date(windowStart), count: 1 })
    .onConflictDoUpdate({
      target: [attempts.kind, attempts.subjectHash, attempts.windowStart],
      set: { count: sql`${attempts.count} + 1` },
    })
    .returning({ count: attempts.count });
  if (!row) throw new Error('an attempt was not counted');
  return row.count;
}

/** Takes one attempt back: it turned out to be nobody's guess. Index: attempts primary key. */
export async function uncountAttempt(
  handle: Handle,
  { kind, subjectHash, windowStart }: Attempt,
): Promise<void> {
  await handle
    .update(attempts)
    .set({ count: sql`greatest(${attempts.count} - 1, 0)` })
    .where(
      and(
        eq(attempts.kind, kind),
        eq(attempts.subjectHash, subjectHash),
        eq(attempts.windowStart, new Date(windowStart)),
      ),
    );
}

/** Forgets windows that began before `before`. Gives how many. */
export async function deleteOldAttempts(handle: Handle, before: Instant): Promise<number> {
  const gone = await handle
    .delete(attempts)
    .where(lt(attempts.windowStart, new Date(before)))
    .returning({ kind: attempts.kind });
  return gone.length;
}
