import type { Handle } from '#db/client.ts';
import {
  findLastLink,
  insertHead,
  insertLinks,
  listUnsealed,
  type NewLink,
  trySealing,
} from '#db/queries/audit-chain.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { SigningKey } from '#lib/keys/signing-key.ts';
import { signAuditHead } from './audit-head.ts';
import { linkHash, NO_HASH } from './link-hash.ts';

/** So many entries are linked in one transaction. */
const MOST_AT_ONCE = 2_000;

export type Seal = { handle: Handle; key: SigningKey; now: Instant };

/**
 * Links every entry that may be linked, and signs the head after each transaction of links. Several processes may call
 * it: one of them seals, for the others there is nothing to do. Gives how many entries this call linked.
 */
export async function sealAudit(seal: Seal): Promise<number> {
  let sealed = 0;
  for (;;) {
    const count = await sealSome(seal);
    sealed += count;
    if (count < MOST_AT_ONCE) return sealed;
  }
}

async function sealSome({ handle, key, now }: Seal): Promise<number> {
  return handle.transaction(async (tx) => {
    if (!(await trySealing(tx))) return 0;
    const last = await findLastLink(tx);
    const entries = await listUnsealed(tx, last, MOST_AT_ONCE);
    const links: NewLink[] = [];
    let { position, hash } = last ?? { position: 0, hash: NO_HASH };
    for (const entry of entries) {
      hash = linkHash({ previous: hash, position: position + 1 }, entry);
      position += 1;
      links.push({ position, entryId: entry.id, hash });
    }
    if (links.length === 0) return 0;
    await insertLinks(tx, links);
    await insertHead(tx, {
      position,
      jws: signAuditHead(key, { position, hash, now }),
      sealedAt: new Date(now),
    });
    return links.length;
  });
}
