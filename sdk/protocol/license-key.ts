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

/** A license key that is whole, with white space cut; or what is wrong, as a sentence for the developer. */
export type InspectedLicenseKey =
  | { ok: true; claims: LicenseKeyClaims; kid: string; jws: string }
  | { ok: false; fault: LicenseKeyFault; detail: string };

/** 64 bytes in base64url. */
const signatureLength = 86;
/** The bytes of every license key's header before its `kid`: 42, so that base64url cuts exactly behind them. */
const headerStart = btoa(`{"alg":"EdDSA","typ":"${LICENSE_KEY_TYPE}","kid":"`);

/**
 * Reads a pasted license key without checking its signature. White space and line breaks anywhere are ignored.
 * `ok` says that it is whole and well-formed, not that it is genuine: see `verifyLicenseKey`.
 *
 * @example inspectLicenseKey(' \n').fault // 'empty'
 * @example inspectLicenseKey('LIC-7F3K-9QXM').detail // 'This is a License ID. The license key is the long text that begins with eyJ.'
 */
export function inspectLicenseKey(text: string): InspectedLicenseKey {
  const jws = text.replace(/[\s\u200b\ufeff]+/g, '');
  if (jws === '') return fault('empty', 'There is no license key here.');
  const [head = '', body, tail, ...more] = jws.split('.');
  const header = parseJwsHeader(decodeBase64urlJson(head));
  if (header === null) return faultWithoutHeader(jws, body === undefined);
  if (header.typ !== LICENSE_KEY_TYPE || header.alg !== 'EdDSA')
    return fault('foreign', foreignType(header.typ));
  if (more.length > 0)
    return fault('altered', 'The license key has more than three parts. Was it pasted twice?');
  if (body === undefined || tail === undefined || tail.length < signatureLength) return endIsMissing();
  const excess = tail.length - signatureLength;
  if (excess > 0)
    return fault('altered', `The license key has ${count(excess, 'character')} too many at its end.`);
  const claims = parseLicenseKeyClaims(decodeBase64urlJson(body));
  if (claims === null || decodeBase64url(tail) === null) return isAltered();
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
): Promise<InspectedLicenseKey> {
  const inspected = inspectLicenseKey(text);
  if (!inspected.ok) return inspected;
  const key = keys.find(({ kid }) => kid === inspected.kid);
  if (key === undefined)
    return fault('foreign', 'This license key was signed with a key that is not trusted here.');
  const verified = await verifyJws(inspected.jws, key, { typ: LICENSE_KEY_TYPE, ed25519 });
  return verified.ok ? inspected : isAltered();
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
  if (typeof payload !== 'object' || payload === null) return null;
  const { sub, licensee, url, grace, iat }: Record<string, unknown> = { ...payload };
  if (!isLicenseId(sub) || typeof licensee !== 'string' || licensee === '') return null;
  if (typeof url !== 'string' || !isOrigin(url) || !isWholeSeconds(grace) || !isWholeSeconds(iat))
    return null;
  return { sub, licensee, url, grace, iat };
}

/** The first part is no header: the beginning of one, one with a wrong character, or no license key at all. */
function faultWithoutHeader(jws: string, isOnePart: boolean): InspectedLicenseKey {
  const common = Math.min(jws.length, headerStart.length);
  const beginsWell = jws.slice(0, common) === headerStart.slice(0, common);
  if (isOnePart && beginsWell && /^[\w-]+$/.test(jws)) return endIsMissing();
  if (/^LIC-/i.test(jws)) {
    return fault('foreign', 'This is a License ID. The license key is the long text that begins with eyJ.');
  }
  const [, , tail, ...more] = jws.split('.');
  const endsWell = tail?.length === signatureLength && more.length === 0;
  if (jws.startsWith(headerStart.slice(0, 8)) || endsWell) return isAltered();
  return fault('foreign', 'This is not a license key. A license key is one long text that begins with eyJ.');
}

function foreignType(typ: string): string {
  if (/^(?:lease|lock|refusal)\+jwt$/.test(typ))
    return 'This is an answer of the license server, not a license key.';
  if (typ === 'keyset+jwt') return 'This is a key set, not a license key.';
  return 'This is a signed token of another kind, not a license key.';
}

function endIsMissing(): InspectedLicenseKey {
  return fault('truncated', 'The end of the license key is missing. Copy it again, whole.');
}

function isAltered(): InspectedLicenseKey {
  return fault(
    'altered',
    'The license key was altered on its way: a character is wrong or missing. Copy it again.',
  );
}

function fault(code: LicenseKeyFault, detail: string): InspectedLicenseKey {
  return { ok: false, fault: code, detail };
}

function count(number: number, noun: string): string {
  return number === 1 ? `one ${noun}` : `${number} ${noun}s`;
}

function isOrigin(url: string): boolean {
  return /^https?:\/\//.test(url) && URL.canParse(url) && new URL(url).origin === url;
}
