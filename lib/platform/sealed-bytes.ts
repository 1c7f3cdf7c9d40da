import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey, type KeyPurpose } from './secrets.ts';

/** What a text is sealed for and whose it is: it opens only with all three the same. */
type Seal = { secret: string; purpose: KeyPurpose; owner: string };

const CIPHER = 'aes-256-gcm';
/** The form of the text, before the first dot, so that a later one can be told apart. */
const FORM = '1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts with a key derived from AUTH_SECRET for one purpose (AES-256-GCM, random nonce); bound to its owner. */
export function sealBytes(bytes: Uint8Array, { secret, purpose, owner }: Seal): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, deriveKey(secret, purpose), nonce).setAAD(Buffer.from(owner));
  const encrypted = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return `${FORM}.${Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64url')}`;
}

/** Decrypts what `sealBytes` gave; null when secret, purpose or owner are others, or the text was changed. */
export function unsealBytes(sealed: string, { secret, purpose, owner }: Seal): Buffer | null {
  const [form, text = ''] = sealed.split('.');
  const bytes = Buffer.from(text, 'base64url');
  if (form !== FORM || bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, deriveKey(secret, purpose), bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([opened, decipher.final()]);
  } catch {
    // The tag does not fit: GCM says no more than that.
    return null;
  }
}
