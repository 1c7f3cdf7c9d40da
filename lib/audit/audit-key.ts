import { createPrivateKey } from 'node:crypto';
import { type SigningKey, signingKeyOf } from '#lib/keys/signing-key.ts';
import { deriveKey } from '#lib/platform/secrets.ts';

/** What an Ed25519 private key begins with in PKCS #8 (RFC 8410, section 7); its 32 bytes follow. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The key that signs heads of the audit log. Derived from AUTH_SECRET, so that the database, which the heads are to
 * guard, does not hold it: whoever can change everything there can still sign nothing.
 */
export async function auditKey(secret: string): Promise<SigningKey> {
  const der = Buffer.concat([PKCS8_ED25519, deriveKey(secret, 'audit-heads')]);
  return signingKeyOf(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}
