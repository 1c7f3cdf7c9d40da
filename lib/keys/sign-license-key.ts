import type { Tx } from '#db/client.ts';
import { holdKeys } from '#db/queries/keys.ts';
import { type Instant, unixSeconds } from '#lib/domain/instant.ts';
import { installation } from '#lib/platform/installation.ts';
import type { LicenseId } from '#sdk/protocol/license-id.ts';
import { currentKeyStore } from './current-key-store.ts';

/** How long an app works before its first check has succeeded, unless a license says otherwise; also the most a client grants. */
export const FIRST_CHECK_GRACE_SECONDS = 86_400;

export type LicenseKeyTerms = { licenseId: LicenseId; licensee: string; graceSeconds?: number; now: Instant };

/**
 * Makes the license key of a license (wire.md section 6): the string that goes into apps and never changes. It names
 * this installation's APP_URL as the place to check at. The key that signs it is not rotated nor revoked before the
 * transaction ends.
 */
export async function signLicenseKey(
  tx: Tx,
  { licenseId, licensee, graceSeconds = FIRST_CHECK_GRACE_SECONDS, now }: LicenseKeyTerms,
): Promise<string> {
  await holdKeys(tx);
  const store = await currentKeyStore(tx);
  return store.signLicenseKey({
    sub: licenseId,
    licensee,
    url: installation().config.appUrl,
    grace: graceSeconds,
    iat: unixSeconds(now),
  });
}
