import { createPublicKey, verify } from 'node:crypto';
import type { Instant } from '#lib/domain/instant.ts';
import { jwsSigner } from '#lib/keys/jws-signer.ts';
import type { SigningKey } from '#lib/keys/signing-key.ts';
import { readJws } from '#sdk/protocol/jws.ts';

/** What a head vouches for: that so many entries were linked, the last of them with this hash. */
export type AuditHead = { position: number; hash: string /** RFC 3339. */; sealedAt: string };

const TYPE = 'audit-head+jwt';

/** Signs a head, as a compact JWS. */
export function signAuditHead(
  key: SigningKey,
  { position, hash, now }: { position: number; hash: string; now: Instant },
): string {
  return jwsSigner(key, TYPE)(JSON.stringify({ position, hash, sealedAt: new Date(now).toISOString() }));
}

export type HeadRead = { is: 'good'; head: AuditHead } | { is: 'foreign' } | { is: 'no-head' };

/** Reads a head and verifies it. `foreign`: it is one, and not signed by this key. */
export function readAuditHead({ privateKey }: SigningKey, text: string): HeadRead {
  const jws = readJws(text.trim());
  if (jws === null || jws.header.alg !== 'EdDSA' || jws.header.typ !== TYPE) return { is: 'no-head' };
  const head = parseHead(jws.payload);
  if (head === null) return { is: 'no-head' };
  const isOurs = verify(null, Buffer.from(jws.signingInput), createPublicKey(privateKey), jws.signature);
  return isOurs ? { is: 'good', head } : { is: 'foreign' };
}

function parseHead(payload: unknown): AuditHead | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const { position, hash, sealedAt }: Record<string, unknown> = { ...payload };
  const isHead = Number.isSafeInteger(position) && typeof hash === 'string' && typeof sealedAt === 'string';
  return isHead ? { position: Number(position), hash, sealedAt } : null;
}
