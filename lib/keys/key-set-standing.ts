import type { Handle } from '#db/client.ts';
import { findNewestKeySet, type KeySetRow, listSigningKeys, type SigningKeyRow } from '#db/queries/keys.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { readJws } from '#sdk/protocol/jws.ts';
import { type KeySet, parseKeySet } from '#sdk/protocol/key-set.ts';
import { keysToPublish } from './published-keys.ts';

/** Operators are told so long before a key set ends (wire.md section 3). */
export const KEY_SET_WARNING_MS = 30 * DAY_MS;

/** How the published key set stands. */
export type KeySetStanding = {
  ver: number;
  /** RFC 3339. */
  endsAt: string;
  /** It lists just the keys that are to be trusted. If not, a root must sign the next one: `keys sign-set`. */
  isCurrent: boolean;
  /** Root A's private part is in the database, so that the server signs key sets by itself. */
  isRootOnline: boolean;
};

/** For `doctor`, and for whoever changed keys. Throws before the first start, when there is no key set. */
export async function keySetStanding(handle: Handle): Promise<KeySetStanding> {
  const rows = await listSigningKeys(handle);
  const newest = await findNewestKeySet(handle);
  if (newest === null) throw new Error('there is no key set; keys are made by ensureKeys');
  return {
    ver: newest.ver,
    endsAt: newest.expiresAt.toISOString(),
    isCurrent: isCurrent(newest, rows),
    isRootOnline: isRootOnline(rows),
  };
}

/** Whether a key set lists just the keys that are to be trusted by what the table says. */
export function isCurrent(row: KeySetRow, rows: readonly SigningKeyRow[]): boolean {
  const published = readPublished(row);
  const wanted = keysToPublish(rows);
  return (['answers', 'licenses'] as const).every((use) => kids(published[use]) === kids(wanted[use]));
}

/** Whether a key set lists a key. */
export function isListed(row: KeySetRow | null, kid: string): boolean {
  if (row === null) return false;
  const { answers, licenses } = readPublished(row);
  return [...answers, ...licenses].some((key) => key.kid === kid);
}

/** Whether the root that signs key sets by itself is here. */
export function isRootOnline(rows: readonly SigningKeyRow[]): boolean {
  return rows.some((row) => row.use === 'root' && row.state === 'active' && row.privateEncrypted !== null);
}

function readPublished({ ver, jws }: KeySetRow): KeySet {
  const keySet = parseKeySet(readJws(jws)?.payload);
  if (keySet === null) throw new Error(`key set ${ver} cannot be read`);
  return keySet;
}

function kids(keys: KeySet['answers']): string {
  return keys
    .map(({ kid }) => kid)
    .sort()
    .join(' ');
}
