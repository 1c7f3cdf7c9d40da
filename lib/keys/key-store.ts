import { processSlot } from '#lib/platform/process-state.ts';
import type { Answer } from '#sdk/protocol/answer.ts';
import type { LicenseKeyClaims } from '#sdk/protocol/license-key.ts';
import type { PublishedJwk } from './signing-key.ts';

/** What this process signs with and publishes. Never changed: a change of keys makes a new one. */
export type KeyStore = {
  /** Which state of the database's keys this is (`readKeyEdition`). */
  edition: string;
  /** The `kid` of the key that signs answers. */
  answerKid: string;
  /** Signs the answer to a check (wire.md section 2). Synchronous. */
  signAnswer(answer: Answer): string;
  /** Signs a license key (wire.md section 6). */
  signLicenseKey(claims: LicenseKeyClaims): string;
  /** The public signing keys as a JWK set (RFC 7517), roots not among them. */
  jwks: { keys: readonly PublishedJwk[] };
  /** The newest key set, a compact JWS. */
  keySet: string;
};

const slot = processSlot<KeyStore>('key-store');

/** Makes `store` this process's own. Called at start, and whenever keys or key sets have changed. */
export function installKeyStore(store: KeyStore): void {
  slot.set(store);
}

/** The keys of this process, as they were read last: `currentKeyStore` and `keyStoreAt` see that they still count. */
export function keyStore(): KeyStore {
  return slot.get();
}
