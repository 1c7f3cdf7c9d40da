import { randomBytes } from 'node:crypto';
import type { Tx } from '#db/client.ts';
import { insertLicense, type NewLicense } from '#db/queries/licenses.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { signLicenseKey } from '#lib/keys/sign-license-key.ts';
import { formatLicenseId, type LicenseId } from '#sdk/protocol/license-id.ts';

/**
 * Inserts a license under a new License ID, with its key. Of 2^40 License IDs the next is as good as never taken; if it
 * is, another is drawn.
 */
export async function insertUnderFreshId(
  tx: Tx,
  now: Instant,
  row: Omit<NewLicense, 'id' | 'key'>,
): Promise<LicenseId> {
  for (let draw = 0; draw < 5; draw++) {
    const id = formatLicenseId(randomBytes(5));
    const key = await signLicenseKey(tx, { licenseId: id, licensee: row.licensee, now });
    if (await insertLicense(tx, { ...row, id, key })) return id;
  }
  throw new Error('no free License ID was found in five draws');
}
