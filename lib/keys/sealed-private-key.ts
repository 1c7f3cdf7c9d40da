import { createCipheriv, createDecipheriv, createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import type { NewSigningKey } from '#db/queries/keys.ts';
import { deriveKey } from '#lib/platform/secrets.ts';
import type { SigningKey } from './signing-key.ts';

/** Which key it is and what it is encrypted with: a sealed text opens only with both the same. */
type Seal = { secret: string; kid: string };

const CIPHER = 'aes-256-gcm';
/** The form of the text, before the first dot, so that a later one can be told apart. */
const FORM = '1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a private key with a key derived from AUTH_SECRET (AES-256-GCM, random nonce). The `kid` is authenticated
 * with it, so that a row's private part cannot be exchanged for another row's.
 */
export function sealPrivateKey(privateKey: KeyObject, { secret, kid }: Seal): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, deriveKey(secret, 'signing-keys'), nonce).setAAD(Buffer.from(kid));
  const der = privateKey.export({ format: 'der', type: 'pkcs8' });
  const encrypted = Buffer.concat([cipher.update(der), cipher.final()]);
  return `${FORM}.${Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64url')}`;
}

/** Decrypts what `sealPrivateKey` gave; null when the secret or the `kid` is another, or the text was changed. */
export function unsealPrivateKey(sealed: string, { secret, kid }: Seal): KeyObject | null {
  const [form, text = ''] = sealed.split('.');
  const bytes = Buffer.from(text, 'base64url');
  if (form !== FORM || bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, deriveKey(secret, 'signing-keys'), bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(kid))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  try {
    return createPrivateKey({ key: Buffer.concat([opened, decipher.final()]), format: 'der', type: 'pkcs8' });
  } catch {
    // The tag does not fit: GCM says no more than that.
    return null;
  }
}

/** What of a key goes into its row, but for what it is for: the public part as it is, the private one encrypted. */
export function sealedRow(
  { jwk: { kid, ...publicJwk }, privateKey }: SigningKey,
  secret: string,
): Omit<NewSigningKey, 'use' | 'state'> {
  return { kid, publicJwk, privateEncrypted: sealPrivateKey(privateKey, { secret, kid }) };
}
