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
export class KeyRing {
  readonly #roots: PublicJwk[];
  readonly #ed25519: Ed25519Verify | undefined;
  #set: KeySet | null = null;
  #jws: string | null = null;
  #trusts = new Map<string, KeyTrust['trust']>();

  constructor(trustedKeys: readonly unknown[], ed25519: Ed25519Verify | undefined) {
    this.#roots = Array.isArray(trustedKeys)
      ? trustedKeys.map(parsePublicJwk).filter((root) => root !== null)
      : [];
    this.#ed25519 = ed25519;
  }

  get set(): KeySet | null {
    return this.#set;
  }

  /** A name for what is stored: installations have different roots. */
  async storeName(): Promise<string> {
    const [root] = this.#roots;
    return `leasehold-keys-${root ? await keyId(root) : 'none'}`;
  }

  /** Takes a signed key set unless it is forged or older than the one that is held; gives whether it is the one held now. */
  async take(jws: string | null | undefined): Promise<boolean> {
    if (!jws) return false;
    if (jws === this.#jws) return true;
    const verified = await verifyKeySet(jws, this.#roots, this.#ed25519);
    if (!verified.ok || (this.#set !== null && verified.keySet.ver < this.#set.ver)) return false;
    this.#set = verified.keySet;
    this.#jws = jws;
    this.#trusts.clear();
    return true;
  }

  /** Whether the keys held vouch for a license key, and what grace it then gives before a first answer. */
  async trustOf(key: { jws: string; grace: number }): Promise<KeyTrust> {
    const graceSeconds = Math.min(key.grace, MOST_KEY_GRACE_SECONDS);
    if (this.#set === null) return { trust: 'unknown', graceSeconds };
    const known = this.#trusts.get(key.jws);
    if (known) return { trust: known, graceSeconds };
    const { ok } = await verifyLicenseKey(key.jws, this.#set.licenses, this.#ed25519);
    const trust = ok ? 'trusted' : 'not-trusted';
    this.#trusts.set(key.jws, trust);
    return { trust, graceSeconds };
  }
}
