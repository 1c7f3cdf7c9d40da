import { keyId, type PublicJwk, parsePublicJwk } from '../protocol/jwk.ts';
import { type KeySet, verifyKeySet } from '../protocol/key-set.ts';
import { verifyLicenseKey } from '../protocol/license-key.ts';
import type { Ed25519Verify } from '../protocol/verify.ts';
import type { KeyTrust } from './status-of.ts';

/** The longest grace that a license key can give (wire.md section 7); a client reads more as that. */
const MOST_KEY_GRACE_SECONDS = 86_400;

/**
 * The key set a client believes: signed by one of the pinned roots, and of a version that never falls (wire.md section 3).
 * What does not verify is passed over: an edited one is worth nothing.
 */
export type KeyRing = {
  set(): KeySet | null;
  /** A name for what is stored: installations have different roots. */
  name(): Promise<string>;
  /** Takes a signed key set unless it is forged or older than the one that is held; gives whether it is the one held now. */
  take(jws: string | null | undefined): Promise<boolean>;
  /** Whether the keys held vouch for a license key, and what grace it then gives before a first answer. */
  trustOf(licenseKey: string, graceSeconds: number): Promise<KeyTrust>;
};

export function makeKeyRing(trustedKeys: readonly unknown[], ed25519: Ed25519Verify | undefined): KeyRing {
  const roots: PublicJwk[] = Array.isArray(trustedKeys)
    ? trustedKeys.map(parsePublicJwk).filter((root) => root !== null)
    : [];
  let set: KeySet | null = null;
  let taken = '';
  /** Verified once: what was passed over is passed over again, for versions only rise. */
  const seen = new Set<string>();
  let trust: KeyTrust['trust'] | undefined;
  return {
    set: () => set,
    name: async () => `leasehold-keys-${roots[0] ? await keyId(roots[0]) : ''}`,
    async take(jws) {
      if (!jws || seen.has(jws)) return jws === taken;
      const read = await verifyKeySet(jws, roots, ed25519);
      seen.add(jws);
      if (!read.ok || read.keySet.ver < (set?.ver ?? 0)) return false;
      set = read.keySet;
      taken = jws;
      trust = undefined;
      return true;
    },
    async trustOf(licenseKey, graceSeconds) {
      if (set !== null) {
        trust ??= (await verifyLicenseKey(licenseKey, set.licenses, ed25519)).ok ? 'trusted' : 'not-trusted';
      }
      return { trust: trust ?? 'unknown', graceSeconds: Math.min(graceSeconds, MOST_KEY_GRACE_SECONDS) };
    },
  };
}
