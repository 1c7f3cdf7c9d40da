import { asc, desc, sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle, Tx } from '../client.ts';
import { keySets, signingKeys } from '../schema/keys.ts';

export type SigningKeyRow = typeof signingKeys.$inferSelect;
export type KeyUse = SigningKeyRow['use'];
export type KeyState = SigningKeyRow['state'];

/**
 * Runs fn in one transaction, while no other process makes, changes or publishes keys. Keys are changed nowhere else.
 */
export async function withKeysLocked<T>(handle: Handle, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return handle.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('signing-keys', 0))`);
    return fn(tx);
  });
}

/** Every key there ever was, oldest first. A handful of rows; no index. */
export async function listSigningKeys(handle: Handle): Promise<SigningKeyRow[]> {
  return handle
    .select({
      kid: signingKeys.kid,
      use: signingKeys.use,
      state: signingKeys.state,
      publicJwk: signingKeys.publicJwk,
      privateEncrypted: signingKeys.privateEncrypted,
      createdAt: signingKeys.createdAt,
      activatedAt: signingKeys.activatedAt,
      retiredAt: signingKeys.retiredAt,
    })
    .from(signingKeys)
    .orderBy(asc(signingKeys.createdAt), asc(signingKeys.kid));
}

export type NewSigningKey = Pick<SigningKeyRow, 'kid' | 'use' | 'state' | 'publicJwk' | 'privateEncrypted'>;

/** A key that is active is so from `now` on. */
export async function insertSigningKeys(tx: Tx, keys: readonly NewSigningKey[], now: Instant): Promise<void> {
  const at = new Date(now);
  await tx
    .insert(signingKeys)
    .values(keys.map((key) => ({ ...key, createdAt: at, activatedAt: key.state === 'active' ? at : null })));
}

export type KeySetRow = typeof keySets.$inferSelect;

/** The key set with the highest version, or null before the first start. Index: key_sets primary key. */
export async function findNewestKeySet(handle: Handle): Promise<KeySetRow | null> {
  const [row] = await handle
    .select({ ver: keySets.ver, jws: keySets.jws, issuedAt: keySets.issuedAt, expiresAt: keySets.expiresAt })
    .from(keySets)
    .orderBy(desc(keySets.ver))
    .limit(1);
  return row ?? null;
}

/** Publishes a key set. Its version must be higher than every one before. */
export async function insertKeySet(tx: Tx, row: KeySetRow): Promise<void> {
  await tx.insert(keySets).values(row);
}
