import type { Handle } from '#db/client.ts';
import { insertSigningKeys, listSigningKeys, type NewSigningKey, withKeysLocked } from '#db/queries/keys.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { publishKeySet } from './publish-key-set.ts';
import { sealedRow } from './sealed-private-key.ts';
import { makeSigningKey } from './signing-key.ts';
import { writeSpareRoot } from './spare-root-file.ts';

export type KeyOrigin = {
  handle: Handle;
  /** AUTH_SECRET, with which private parts are encrypted. */
  secret: string;
  /** Where the spare root's private part is written, once. */
  dataDir: string;
  now: Instant;
};

/**
 * Makes the installation's keys if it has none: root A, the spare root B, one key for answers, one for license keys, and
 * key set 1 (wire.md section 3). Does nothing when there are any. All rows come with one transaction, and the spare's
 * file is on the disk before it commits; so a start that is cut short leaves nothing, or a file that the next start
 * sets aside. Safe by several processes at once.
 */
export async function ensureKeys({ handle, secret, dataDir, now }: KeyOrigin): Promise<void> {
  await withKeysLocked(handle, async (tx) => {
    if ((await listSigningKeys(tx)).length > 0) return;
    const [root, spare, answer, license] = await Promise.all([
      makeSigningKey(),
      makeSigningKey(),
      makeSigningKey(),
      makeSigningKey(),
    ]);
    await writeSpareRoot(spare, { dataDir, now });
    const rows: NewSigningKey[] = [
      { ...sealedRow(root, secret), use: 'root', state: 'active' },
      { ...sealedRow(spare, secret), use: 'root', state: 'spare', privateEncrypted: null },
      { ...sealedRow(answer, secret), use: 'answer', state: 'active' },
      { ...sealedRow(license, secret), use: 'license', state: 'active' },
    ];
    await insertSigningKeys(tx, rows, now);
    await publishKeySet(tx, { root, now });
  });
}
