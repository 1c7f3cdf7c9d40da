import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { NewSigningKey } from '#db/queries/keys.ts';
import { sealBytes, unsealBytes } from '#lib/platform/sealed-bytes.ts';
import type { SigningKey } from './signing-key.ts';

/** Which key it is and what it is encrypted with: a sealed text opens only with both the same. */
type Seal = { secret: string; kid: string };

const sealOf = ({ secret, kid }: Seal) => ({ secret, purpose: 'signing-keys', owner: kid });

/**
 * Encrypts a private key with a key derived from AUTH_SECRET. The `kid` is authenticated with it, so that a row's
 * private part cannot be exchanged for another row's.
 */
export function sealPrivateKey(privateKey: KeyObject, seal: Seal): string {
  return sealBytes(privateKey.export({ format: 'der', type: 'pkcs8' }), sealOf(seal));
}

/** Decrypts what `sealPrivateKey` gave; null when the secret or the `kid` is another, or the text was changed. */
export function unsealPrivateKey(sealed: string, seal: Seal): KeyObject | null {
  const der = unsealBytes(sealed, sealOf(seal));
  return der && createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** What of a key goes into its row, but for what it is for: the public part as it is, the private one encrypted. */
export function sealedRow(
  { jwk: { kid, ...publicJwk }, privateKey }: SigningKey,
  secret: string,
): Omit<NewSigningKey, 'use' | 'state'> {
  return { kid, publicJwk, privateEncrypted: sealPrivateKey(privateKey, { secret, kid }) };
}
