import { and, eq, gt, lt, sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle, Tx } from '../client.ts';
import { idempotencyKeys } from '../schema/idempotency.ts';

const KEPT_MS = 24 * 3_600_000;

export type IdempotentAnswer<T> = { action: string; inputHash: string; answer: { value: T } | null };

/**
 * What was answered to this actor under this key. Takes a lock on the pair for the transaction, so that two
 * requests that arrive together are answered one after the other. Index: idempotency_keys primary key.
 */
export async function findIdempotentAnswer<T>(
  tx: Tx,
  { actor, key, now }: { actor: string; key: string; now: Instant },
): Promise<IdempotentAnswer<T> | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${actor} ${key}`}, 0))`);
  const [row] = await tx
    .select({
      action: idempotencyKeys.action,
      inputHash: idempotencyKeys.inputHash,
      answer: idempotencyKeys.answer,
    })
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.actor, actor),
        eq(idempotencyKeys.key, key),
        gt(idempotencyKeys.createdAt, new Date(now - KEPT_MS)),
      ),
    );
  if (!row) return null;
  return { ...row, answer: row.answer as { value: T } | null };
}

export type NewIdempotencyKey = {
  actor: string;
  key: string;
  action: string;
  inputHash: string;
  answer: { value: unknown } | null;
  now: Instant;
};

/** Keeps an answer, in place of one that is older than 24 hours. */
export async function insertIdempotencyKey(tx: Tx, { now, ...row }: NewIdempotencyKey): Promise<void> {
  const kept = { ...row, createdAt: new Date(now) };
  const target = [idempotencyKeys.actor, idempotencyKeys.key];
  await tx.insert(idempotencyKeys).values(kept).onConflictDoUpdate({ target, set: kept });
}

/** Forgets answers older than 24 hours. Gives how many. */
export async function deleteOldIdempotencyKeys(handle: Handle, now: Instant): Promise<number> {
  const gone = await handle
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, new Date(now - KEPT_MS)))
    .returning({ key: idempotencyKeys.key });
  return gone.length;
}
