import { type KeyedJwk, keyId, type PublicJwk, parseKeyedJwk } from './jwk.ts';
import { readJws } from './jws.ts';
import { type Ed25519Verify, type JwsFault, verifyJws } from './verify.ts';
import { isWholeSeconds } from './whole-seconds.ts';

/** The `typ` of a signed key set. */
export const KEY_SET_TYPE = 'keyset+jwt';

/** A key set (wire.md section 3): keys that sign answers, keys that sign license keys, and when it ends (Unix seconds). */
export type KeySet = { ver: number; iat: number; exp: number; answers: KeyedJwk[]; licenses: KeyedJwk[] };

/**
 * Reads the payload of a key set. Null when a member is missing or wrong; keys of a kind that is not known here are left
 * out, so that a later algorithm does not make the set unreadable. Verifies nothing: see `verifyKeySet`.
 *
 * @example parseKeySet({ ver: 7, iat: 1, exp: 2, answers: [], licenses: [{ kty: 'EC' }] }) // { ver: 7, iat: 1, exp: 2, answers: [], licenses: [] }
 * @example parseKeySet({ ver: '7' }) // null
 */
export function parseKeySet(payload: unknown): KeySet | null {
  const { ver, iat, exp, answers, licenses }: Record<string, unknown> = Object(payload);
  if (!isWholeSeconds(ver) || !isWholeSeconds(iat) || !isWholeSeconds(exp)) return null;
  if (!Array.isArray(answers) || !Array.isArray(licenses)) return null;
  return { ver, iat, exp, answers: knownKeys(answers), licenses: knownKeys(licenses) };
}

/**
 * Writes a key set as the JSON that a root key signs.
 *
 * @example serializeKeySet({ ver: 7, iat: 1, exp: 2, answers: [], licenses: [] }) // '{"ver":7,"iat":1,"exp":2,"answers":[],"licenses":[]}'
 */
export function serializeKeySet({ ver, iat, exp, answers, licenses }: KeySet): string {
  return JSON.stringify({ ver, iat, exp, answers, licenses });
}

/**
 * Verifies a key set against the pinned root keys. Does not compare its version with one that is held already, nor judge
 * its `exp`: the client does. Throws where the runtime has no Ed25519.
 *
 * @example await verifyKeySet('', []) // { ok: false, code: 'not-a-jws' }
 */
export async function verifyKeySet(
  jws: string,
  roots: readonly PublicJwk[],
  ed25519?: Ed25519Verify,
): Promise<{ ok: true; keySet: KeySet } | { ok: false; code: JwsFault | 'wrong-claims' }> {
  const kid = readJws(jws)?.header.kid;
  if (kid === undefined) return { ok: false, code: 'not-a-jws' };
  const ids = await Promise.all(roots.map(keyId));
  const root = roots[ids.indexOf(kid)];
  if (root === undefined) return { ok: false, code: 'unknown-key' };
  const verified = await verifyJws(jws, root, { typ: KEY_SET_TYPE, ed25519 });
  if (!verified.ok) return verified;
  const keySet = parseKeySet(verified.payload);
  return keySet === null ? { ok: false, code: 'wrong-claims' } : { ok: true, keySet };
}

function knownKeys(values: readonly unknown[]): KeyedJwk[] {
  return values.map(parseKeyedJwk).filter((key) => key !== null);
}
