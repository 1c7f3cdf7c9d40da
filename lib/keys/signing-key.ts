import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type KeyedJwk, keyId, parsePublicJwk } from '#sdk/protocol/jwk.ts';

/** An Ed25519 key that can sign, with its public part as JWK. */
export type SigningKey = { jwk: KeyedJwk; privateKey: KeyObject };

/** A public key as tools read it: RFC 8037, with `alg` and `use` of RFC 7517. */
export type PublishedJwk = KeyedJwk & { alg: 'EdDSA'; use: 'sig' };

/**
 * Makes a new key; its `kid` is the beginning of its thumbprint (wire.md section 3). One that begins with a dash, as one
 * in 64 does, is not used: `keys revoke <kid>` would take it for an option.
 */
export async function makeSigningKey(): Promise<SigningKey> {
  const key = await signingKeyOf(generateKeyPairSync('ed25519').privateKey);
  return key.jwk.kid.startsWith('-') ? makeSigningKey() : key;
}

/** An Ed25519 private key with its public part. */
export async function signingKeyOf(privateKey: KeyObject): Promise<SigningKey> {
  const jwk = parsePublicJwk(createPublicKey(privateKey).export({ format: 'jwk' }));
  if (jwk === null) throw new Error('this is no Ed25519 key');
  return { jwk: { ...jwk, kid: await keyId(jwk) }, privateKey };
}

/** The form in which a public key is listed and published. */
export function publishedJwk({ kty, crv, x, kid }: KeyedJwk): PublishedJwk {
  return { kty, crv, x, kid, alg: 'EdDSA', use: 'sig' };
}
