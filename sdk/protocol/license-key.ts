/**
 * The license key (wire.md section 6): the string that a developer puts into an app, read without and with its
 * signature. What is wrong with a pasted key is told apart, so that each gets its own message:
 *
 * - empty      nothing but white space
 * - foreign    something else altogether, or a JWS of another type, or one that another vendor signed
 * - truncated  the beginning of a license key whose end is missing
 * - altered    a license key in which a character is wrong, missing or too many, or whose signature does not fit
 */
import { decodeBase64url, decodeBase64urlJson } from './base64url.ts';
import type { KeyedJwk } from './jwk.ts';
import { parseJwsHeader } from './jws.ts';
import { isLicenseId, type LicenseId } from './license-id.ts';
import { type Ed25519Verify, verifyJws } from './verify.ts';
import { isWholeSeconds } from './whole-seconds.ts';

/** The `typ` of a license key. */
export const LICENSE_KEY_TYPE = 'license+jwt';

/** What a license key says: `url` is the origin to check at, `grace` the seconds allowed before a first check. */
export type LicenseKeyClaims = { sub: LicenseId; licensee: string; url: string; grace: number; iat: number };

/** What can be wrong with a license key. */
export type LicenseKeyFault = 'empty' | 'foreign' | 'truncated' | 'altered';

/** A license key that is whole, with white space cut; or what is wrong. */
export type ReadLicenseKey =
  | { ok: true; claims: LicenseKeyClaims; kid: string; jws: string }
  | { ok: false; fault: LicenseKeyFault };

/** 64 bytes in base64url. */
const signatureLength = 86;
/** The bytes of every license key's header before its `kid`: 42, so that base64url cuts exactly behind them. */
const headerStart = btoa(`{"alg":"EdDSA","typ":"${LICENSE_KEY_TYPE}","kid":"`);

/**
 * Reads a pasted license key without checking its signature. White space and line breaks anywhere are ignored.
 * `ok` says that it is whole and well-formed, not that it is genuine: see `verifyLicenseKey`. `inspectLicenseKey` says
 * the same with a sentence.
 *
 * @example readLicenseKey('LIC-7F3K-9QXM').fault // 'foreign'
 */
export function readLicenseKey(text: string): ReadLicenseKey {
  const jws = text.replace(/[\s\u200b\ufeff]+/g, '');
  if (jws === '') return fault('empty');
  const [head = '', body, tail, ...more] = jws.split('.');
  const header = parseJwsHeader(decodeBase64urlJson(head));
  if (header === null) return faultWithoutHeader(jws, body === undefined);
  if (header.typ !== LICENSE_KEY_TYPE || header.alg !== 'EdDSA') return fault('foreign');
  if (more.length > 0) return fault('altered');
  if (body === undefined || tail === undefined || tail.length < signatureLength) return fault('truncated');
  if (tail.length > signatureLength) return fault('altered');
  const claims = parseLicenseKeyClaims(decodeBase64urlJson(body));
  if (claims === null || decodeBase64url(tail) === null) return fault('altered');
  return { ok: true, claims, kid: header.kid, jws };
}

/**
 * Verifies a pasted license key with the keys that sign license keys. A signature that does not fit is `altered`, a key
 * that none of the keys signed is `foreign`. Throws where the runtime has no Ed25519.
 *
 * @example (await verifyLicenseKey('', [])).fault // 'empty'
 */
export async function verifyLicenseKey(
  text: string,
  keys: readonly KeyedJwk[],
  ed25519?: Ed25519Verify,
): Promise<ReadLicenseKey> {
  const read = readLicenseKey(text);
  if (!read.ok) return read;
  const key = keys.find(({ kid }) => kid === read.kid);
  if (key === undefined) return fault('foreign');
  const verified = await verifyJws(read.jws, key, { typ: LICENSE_KEY_TYPE, ed25519 });
  return verified.ok ? read : fault('altered');
}

/**
 * Writes a license key's claims as the JSON that is signed.
 *
 * @example serializeLicenseKey({ sub: parseLicenseId('LIC-7F3K-9QXM'), licensee: 'Acme', url: 'https://l.example', grace: 86400, iat: 1 }) // '{"sub":"LIC-7F3K-9QXM","licensee":"Acme","url":"https://l.example","grace":86400,"iat":1}'
 */
export function serializeLicenseKey({ sub, licensee, url, grace, iat }: LicenseKeyClaims): string {
  return JSON.stringify({ sub, licensee, url, grace, iat });
}

/**
 * Reads the claims of a license key; null when one is missing or not of its form. `url` is an `http:` or `https:` origin;
 * that only loopback may be `http:` is for the client to see to.
 *
 * @example parseLicenseKeyClaims({ sub: 'LIC-7F3K-9QXM', licensee: 'Acme', url: 'https://l.example/x', grace: 1, iat: 1 }) // null
 */
export function parseLicenseKeyClaims(payload: unknown): LicenseKeyClaims | null {
  const { sub, licensee, url, grace, iat }: Record<string, unknown> = Object(payload);
  if (!isLicenseId(sub) || typeof licensee !== 'string' || licensee === '') return null;
  if (typeof url !== 'string' || !isOrigin(url) || !isWholeSeconds(grace) || !isWholeSeconds(iat))
    return null;
  return { sub, licensee, url, grace, iat };
}

/** The first part is no header: the beginning of one, one with a wrong character, or no license key at all. */
function faultWithoutHeader(jws: string, isOnePart: boolean): ReadLicenseKey {
  const common = Math.min(jws.length, headerStart.length);
  const beginsWell = jws.slice(0, common) === headerStart.slice(0, common);
  if (isOnePart && beginsWell && /^[\w-]+$/.test(jws)) return fault('truncated');
  if (/^LIC-/i.test(jws)) return fault('foreign');
  const [, , tail, ...more] = jws.split('.');
  const endsWell = tail?.length === signatureLength && more.length === 0;
  return jws.startsWith(headerStart.slice(0, 8)) || endsWell ? fault('altered') : fault('foreign');
}

function fault(code: LicenseKeyFault): ReadLicenseKey {
  return { ok: false, fault: code };
}

function isOrigin(url: string): boolean {
  return /^https?:\/\//.test(url) && URL.canParse(url) && new URL(url).origin === url;
}
