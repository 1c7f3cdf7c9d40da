import type { Handle } from '#db/client.ts';
import { findNewestKeySet, listSigningKeys, withKeysLocked } from '#db/queries/keys.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import { isCurrent } from './key-set-standing.ts';
import { onlineRoot } from './open-active-key.ts';
import { publishKeySet } from './publish-key-set.ts';

type Due = { handle: Handle; secret: string; now: Instant };

/**
 * While the root is online, signs the key set anew when the newest is a day old (wire.md section 3) or does not list what
 * the table says: the version rises, and 90 days begin again. Of several processes one signs. `root-offline`: it is due,
 * and the root's private part is not here.
 */
export async function signKeySetWhenDue({
  handle,
  secret,
  now,
}: Due): Promise<'signed' | 'current' | 'root-offline'> {
  return withKeysLocked(handle, async (tx) => {
    const newest = await findNewestKeySet(tx);
    const rows = await listSigningKeys(tx);
    const isYoung = newest !== null && now < newest.issuedAt.getTime() + DAY_MS;
    if (isYoung && isCurrent(newest, rows)) return 'current';
    const root = onlineRoot(rows, secret);
    if (root === null) return 'root-offline';
    await publishKeySet(tx, { root, now });
    return 'signed';
  });
}
