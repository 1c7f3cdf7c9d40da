import { createHash, createHmac } from 'node:crypto';
import { installation } from '#lib/platform/installation.ts';
import { deriveKey } from '#lib/platform/secrets.ts';

/** What a mailed link does; part of what its token is made from, so that no token works for anything else. */
export type LinkPurpose = 'verify' | 'password' | 'invite';

/** 192 bits: RFC 2104 section 5 allows half of a MAC's length and more. Short enough for one line of mail. */
const TOKEN_BYTES = 24;

/**
 * The token of a mailed link, made from the ID of its row and from AUTH_SECRET whenever it is needed. So no secret
 * rests anywhere: the database holds only `tokenHash` of it, a job only the row's ID, and whoever reads either cannot
 * make the link. Whoever changes AUTH_SECRET leaves links that were mailed working and those not yet mailed dead.
 */
export function linkToken(purpose: LinkPurpose, rowId: string): string {
  const key = deriveKey(installation().secret, 'links');
  return createHmac('sha256', key)
    .update(`${purpose}:${rowId}`)
    .digest()
    .subarray(0, TOKEN_BYTES)
    .toString('base64url');
}

/** What the database keeps of a token. Tokens have at least 192 random bits, so one round of SHA-256 is enough. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
