import { hkdfSync } from 'node:crypto';

/** What keys are derived for. Each purpose gives an independent key: knowing one says nothing about another. */
export type KeyPurpose = 'database-admin' | 'database-app' | 'sessions' | 'signing-keys' | (string & {});

/**
 * A 32-byte key for `purpose`, derived from AUTH_SECRET by HKDF-SHA256 (RFC 5869) with an empty salt, which the RFC
 * allows for a secret that is uniformly random already.
 */
export function deriveKey(secret: string, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64url'), '', `leasehold/${purpose}`, 32));
}
