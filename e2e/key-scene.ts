import { findNewestKeySet, listSigningKeys } from '#db/queries/keys.ts';
import { startKeys } from '#lib/keys/start-keys.ts';
import { type KeySet, verifyKeySet } from '#sdk/protocol/key-set.ts';
import type { TestDatabase } from './test-database.ts';
import { TEST_SECRET } from './test-secret.ts';

/** The moment at which the keys of such tests are made. */
export const KEYS_MADE = Date.UTC(2026, 10, 24, 12);

/** Forgets all keys and makes them as a first start does. */
export async function remakeKeys({ sql, database, dataDir }: TestDatabase, now = KEYS_MADE): Promise<void> {
  await sql`truncate signing_keys, key_sets`;
  await startKeys({ handle: database.orm, secret: TEST_SECRET, dataDir, now });
}

/** The published key set, as a client reads it that pins both roots. */
export async function publishedKeySet({ database }: TestDatabase): Promise<KeySet> {
  const rows = await listSigningKeys(database.orm);
  const roots = rows.filter(({ use }) => use === 'root').map(({ publicJwk }) => publicJwk);
  const verified = await verifyKeySet((await findNewestKeySet(database.orm))?.jws ?? '', roots);
  if (!verified.ok) throw new Error(`the published key set is ${verified.code}`);
  return verified.keySet;
}

/** Each key as `use state`, with its `kid`. */
export async function keyStates({ database }: TestDatabase): Promise<Map<string, string>> {
  const rows = await listSigningKeys(database.orm);
  return new Map(rows.map(({ kid, use, state }) => [kid, `${use} ${state}`]));
}

/** The `kid` of the key of a use in a state; throws when there is not exactly one. */
export async function kidOf(testDatabase: TestDatabase, wanted: string): Promise<string> {
  const kids = [...(await keyStates(testDatabase))].filter(([, state]) => state === wanted);
  const [[kid] = []] = kids;
  if (kids.length !== 1 || kid === undefined) throw new Error(`${kids.length} keys are ${wanted}`);
  return kid;
}
