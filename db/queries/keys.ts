import { asc, desc, eq, gte, notExists, sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle, Tx } from '../client.ts';
import { keySets, signingKeys } from '../schema/keys.ts';
import { licenses, products } from '../schema/licenses.ts';

export type SigningKeyRow = typeof signingKeys.$inferSelect;
export type KeyUse = SigningKeyRow['use'];
export type KeyState = SigningKeyRow['state'];

/**
 * Until the transaction ends nobody else makes, changes or publishes keys, nor holds them (`holdKeys`). Whoever changes
 * keys calls this before reading any.
 */
export async function lockKeys(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('signing-keys', 0))`);
}

/** Until the transaction ends nobody changes keys. For whoever signs in a transaction; many may hold them at once. */
export async function holdKeys(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(hashtextextended('signing-keys', 0))`);
}

/** Runs fn in one transaction, while no other process makes, changes or publishes keys. */
export async function withKeysLocked<T>(handle: Handle, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return handle.transaction(async (tx) => {
    await lockKeys(tx);
    return fn(tx);
  });
}

/**
 * The edition of the keys that the database holds now: a short text that is another after every change of keys and every
 * key set, so that a process can see whether those it holds still count. A handful of rows, and the key_sets primary key.
 */
export async function readKeyEdition(handle: Handle): Promise<string> {
  const [row] = await handle.execute<{ edition: string }>(sql`
    select hashtextextended(
      (select coalesce(string_agg(kid || ' ' || state, ',' order by kid), '') from signing_keys) || ' ' ||
      (select coalesce(max(ver), 0) from key_sets), 0)::text as edition`);
  if (!row) throw new Error('a select without a table gave no row');
  return row.edition;
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

/** What changes in a key's life. `retiredAt` is when it signed for the last time, whatever became of it then. */
export type SigningKeyChange = Partial<
  Pick<SigningKeyRow, 'state' | 'privateEncrypted' | 'activatedAt' | 'retiredAt'>
>;

/** Changes one key. Throws when there is none of that `kid`. Index: primary key. */
export async function updateSigningKey(tx: Tx, kid: string, change: SigningKeyChange): Promise<void> {
  const changed = await tx
    .update(signingKeys)
    .set(change)
    .where(eq(signingKeys.kid, kid))
    .returning({ kid: signingKeys.kid });
  if (changed.length !== 1) throw new Error(`there is no signing key ${kid}`);
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

/**
 * Publishes a key set. Throws when its version is not higher than every one before. That two at once cannot both believe
 * so is for `lockKeys` to see to. Index: key_sets primary key.
 */
export async function insertKeySet(tx: Tx, { ver, jws, issuedAt, expiresAt }: KeySetRow): Promise<void> {
  const row = sql`${ver}::int4, ${jws}::text, ${issuedAt.toISOString()}::timestamptz, ${expiresAt.toISOString()}::timestamptz`;
  const newer = tx.select({ ver: keySets.ver }).from(keySets).where(gte(keySets.ver, ver));
  const inserted = await tx.execute(sql`
    insert into ${keySets} (ver, jws, issued_at, expires_at) select ${row} where ${notExists(newer)} returning ver`);
  if (inserted.length !== 1) throw new Error(`key set ${ver} is not newer than what was published`);
}

/** More than any lease and its grace together can be (product.md): 30 days each. */
const MOST_GRANT_SECONDS = 5_184_000;

/**
 * The longest lease with its grace that can be granted as things are configured, in seconds, at most 60 days: the
 * licenses' own numbers and the catalogue's defaults. Reads every license: a tenth of a second for a million.
 */
export async function findLongestGrantSeconds(handle: Handle): Promise<number> {
  const [row] = await handle.execute<{ seconds: number }>(sql`
    select least(${MOST_GRANT_SECONDS}::int4, greatest(
      (select max(${licenses.leaseSeconds} + ${licenses.graceSeconds}) from ${licenses}),
      (select max(greatest(${products.leaseSeconds} + ${products.graceSeconds},
                           ${products.trialLeaseSeconds} + ${products.trialGraceSeconds})) from ${products})
    ))::int4 as seconds`);
  return row?.seconds ?? MOST_GRANT_SECONDS;
}

/** How many licenses have a license key that begins so. Reads every license. */
export async function countLicenseKeys(handle: Handle, beginning: string): Promise<number> {
  const [row] = await handle.execute<{ count: number }>(sql`
    select count(*)::int4 as count from ${licenses} where starts_with(${licenses.key}, ${beginning})`);
  return row?.count ?? 0;
}
