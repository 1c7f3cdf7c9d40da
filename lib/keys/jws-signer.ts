import { sign } from 'node:crypto';
import { jwsSigningInput } from '#sdk/protocol/jws.ts';
import type { SigningKey } from './signing-key.ts';

/** Signs a payload and gives the compact JWS. */
export type JwsSigner = (payload: string) => string;

/**
 * Signs payloads of one type with one key. The header never changes, so it is written once; signing is synchronous,
 * which costs less processor time than by callback (hot-path.md).
 */
export function jwsSigner({ jwk, privateKey }: SigningKey, typ: string): JwsSigner {
  const head = jwsSigningInput({ typ, kid: jwk.kid }, '');
  return (payload) => {
    const signingInput = head + Buffer.from(payload).toString('base64url');
    return `${signingInput}.${sign(null, Buffer.from(signingInput, 'latin1'), privateKey).toString('base64url')}`;
  };
}
