import { decodeBase64url, decodeBase64urlJson, encodeBase64url, encodeBase64urlText } from './base64url.ts';

/** The protected header of everything that is signed here (wire.md section 2). */
export type JwsHeader = { alg: 'EdDSA'; typ: string; kid: string };

/** A compact JWS taken apart; `payload` is the JSON it holds. Nothing is verified. */
export type CompactJws = {
  header: { alg: string; typ: string; kid: string };
  payload: unknown;
  signature: Uint8Array<ArrayBuffer>;
  signingInput: string;
};

/**
 * The bytes (ASCII) that are signed for a header and a payload (RFC 7515, section 5.1, step 5).
 * The header's members are always written in the order alg, typ, kid.
 *
 * @example jwsSigningInput({ typ: 'lock+jwt', kid: 'FwMbLC4G' }, '{}') // 'eyJhbGciOiJFZERTQSIsInR5cCI6ImxvY2srand0Iiwia2lkIjoiRndNYkxDNEcifQ.e30'
 */
export function jwsSigningInput({ typ, kid }: { typ: string; kid: string }, payload: string): string {
  const header: JwsHeader = { alg: 'EdDSA', typ, kid };
  return `${encodeBase64urlText(JSON.stringify(header))}.${encodeBase64urlText(payload)}`;
}

/**
 * Joins a signing input and its signature to a compact JWS.
 *
 * @example joinJws('e30.e30', new Uint8Array([1])) // 'e30.e30.AQ'
 */
export function joinJws(signingInput: string, signature: Uint8Array): string {
  return `${signingInput}.${encodeBase64url(signature)}`;
}

/**
 * Takes a compact JWS apart; null when it is not three parts of strict base64url, when header or payload is no JSON, or
 * when the header lacks `alg`, `typ` or `kid` or has `crit`, whose demands nobody here understands (RFC 7515, 4.1.11).
 * Verifies nothing: see `verifyJws`.
 *
 * @example readJws('e30.e30.AQ') // null
 */
export function readJws(jws: string): CompactJws | null {
  const [head, body, tail, ...more] = jws.split('.');
  if (head === undefined || body === undefined || tail === undefined || more.length > 0) return null;
  const header = parseJwsHeader(decodeBase64urlJson(head));
  const payload = decodeBase64urlJson(body);
  const signature = decodeBase64url(tail);
  if (header === null || payload === undefined || signature === null) return null;
  return { header, payload, signature, signingInput: `${head}.${body}` };
}

/**
 * Reads a protected header; members beyond alg, typ and kid are dropped. Null when one is missing, or with `crit`.
 *
 * @example parseJwsHeader({ alg: 'none', typ: 'JWT', kid: '1' }) // { alg: 'none', typ: 'JWT', kid: '1' }
 * @example parseJwsHeader({ alg: 'EdDSA', typ: 'JWT', kid: '1', crit: ['exp'] }) // null
 */
export function parseJwsHeader(value: unknown): CompactJws['header'] | null {
  const { alg, typ, kid, crit }: Record<string, unknown> = Object(value);
  if (typeof alg !== 'string' || typeof typ !== 'string' || typeof kid !== 'string') return null;
  return crit === undefined ? { alg, typ, kid } : null;
}
