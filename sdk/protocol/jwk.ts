import { decodeBase64url, encodeBase64url } from './base64url.ts';

/** An Ed25519 public key as JWK (RFC 8037, section 2): `x` is 32 bytes in base64url. */
export type PublicJwk = { kty: 'OKP'; crv: 'Ed25519'; x: string };

/** A public key with the ID that headers name it by. */
export type KeyedJwk = PublicJwk & { kid: string };

/**
 * Reads an Ed25519 public key. All other members are dropped, a private `d` first of all; null when it is no such key.
 *
 * @example parsePublicJwk({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', use: 'sig' }) // { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }
 * @example parsePublicJwk({ kty: 'OKP', crv: 'X25519', x: '' }) // null
 */
export function parsePublicJwk(value: unknown): PublicJwk | null {
  const { kty, crv, x }: Record<string, unknown> = Object(value);
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string') return null;
  return decodeBase64url(x)?.length === 32 ? { kty, crv, x } : null;
}

/**
 * Reads an Ed25519 public key that has a `kid` of eight base64url characters; null when it is no such key.
 * Does not compute whether the `kid` is that of the key: see `keyId`.
 *
 * @example parseKeyedJwk({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }) // null
 */
export function parseKeyedJwk(value: unknown): KeyedJwk | null {
  const jwk = parsePublicJwk(value);
  const { kid }: Record<string, unknown> = Object(value);
  return jwk !== null && typeof kid === 'string' && /^[\w-]{8}$/.test(kid) ? { ...jwk, kid } : null;
}

/**
 * The SHA-256 thumbprint of a public key (RFC 7638; members of RFC 8037, section 2), in base64url.
 *
 * @example await jwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }) // 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'
 */
export async function jwkThumbprint({ kty, crv, x }: PublicJwk): Promise<string> {
  const canonical = new TextEncoder().encode(JSON.stringify({ crv, kty, x }));
  return encodeBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', canonical)));
}

/**
 * The `kid` of a public key: the first eight characters of its thumbprint (wire.md section 3). 48 bits tell the keys of
 * one installation apart; they do not prove that a key is the one meant.
 *
 * @example await keyId({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }) // 'kPrK_qmx'
 */
export async function keyId(jwk: PublicJwk): Promise<string> {
  return (await jwkThumbprint(jwk)).slice(0, 8);
}
