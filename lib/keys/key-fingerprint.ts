import { createHash } from 'node:crypto';

/**
 * A short text by which people compare license keys without showing them: the first 8 hexadecimal digits of the
 * SHA-256 of the key, as `9c41e7b2`. Tells keys apart; does not prove that a key is the one meant.
 */
export function keyFingerprint(licenseKey: string): string {
  return createHash('sha256').update(licenseKey).digest('hex').slice(0, 8);
}
