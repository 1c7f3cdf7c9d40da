/**
 * The check as a device asks it (wire.md section 1), read strictly.
 *
 * In this order: more than 2,048 bytes is `too-large`; wrong UTF-8 (a byte order mark too), JSON that does not parse
 * and a member named twice are `malformed-json`; a member that is not one of the eight is `unexpected-member`, whatever
 * else is wrong; anything but an object of the eight string members, each of its form, is `invalid-request`.
 *
 * A *character* is a Unicode code point. *Printable* is every character but control characters (Cc), lone surrogates,
 * line and paragraph separators, and the controls that turn the direction of text around (U+202A to U+202E, U+2066 to
 * U+2069), with which a page could show something else than what was sent.
 */
import { readFlatObject } from './flat-object.ts';
import { type LicenseId, parseLicenseId } from './license-id.ts';
import { isPlatform, PLATFORMS, type Platform } from './platforms.ts';
import { type JsonValue, jsonPointer, readStrictJson } from './strict-json.ts';

/** A check as asked. `license` is in its written form; all else is exactly what was sent. */
export type CheckRequest = {
  license: LicenseId;
  licensee: string;
  app: string;
  product: string;
  version: string;
  platform: Platform;
  os: string;
  nonce: string;
};

/** The names of the eight members, in the order of the contract. */
export const CHECK_MEMBERS = [
  'license',
  'licensee',
  'app',
  'product',
  'version',
  'platform',
  'os',
  'nonce',
] as const satisfies readonly (keyof CheckRequest)[];

/** What is wrong with one member; the pointer (RFC 6901) is empty when it is the whole body. */
export type MemberError = { pointer: string; detail: string };

/** A check, or why it cannot be decided on: `detail` for people, `errors` for each member that is wrong. */
export type ParsedCheck =
  | { ok: true; check: CheckRequest }
  | {
      ok: false;
      code: 'malformed-json' | 'invalid-request' | 'unexpected-member' | 'too-large';
      detail: string;
      errors: MemberError[];
    };

/** The most bytes a check's body can have. */
export const maxBodyBytes = 2048;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads the body of a check. Never throws on any bytes. The usual body (a flat object without escapes, every member of
 * its form) is read in one scan; anything else goes the strict way, which gives the same answer.
 *
 * @example parseCheckRequest(new TextEncoder().encode('[]')).code // 'invalid-request'
 */
export function parseCheckRequest(body: Uint8Array): ParsedCheck {
  if (body.length > maxBodyBytes) {
    return fault('too-large', `A check has at most ${maxBodyBytes} bytes; this has ${body.length}.`);
  }
  let text: string;
  try {
    text = utf8.decode(body);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return fault('malformed-json', 'The body is not UTF-8.');
  }
  const usual = readFlatObject(text, CHECK_MEMBERS);
  const check = usual === null ? null : checkOf(usual);
  return check === null ? parseCheckStrictly(text) : { ok: true, check };
}

/**
 * Reads the text of a check the strict way, with every error there is to name. `parseCheckRequest` falls back on it.
 *
 * @example parseCheckStrictly('{"serial":"1"}').code // 'unexpected-member'
 */
export function parseCheckStrictly(text: string): ParsedCheck {
  const json = readStrictJson(text);
  if (!json.ok) {
    const errors = json.pointer === null ? [] : [{ pointer: json.pointer, detail: json.detail }];
    return fault('malformed-json', json.detail, errors);
  }
  const { value } = json;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fault('invalid-request', 'A check is a JSON object.', [{ pointer: '', detail: 'Not an object.' }]);
  }
  return parseMembers(value);
}

function parseMembers(members: { [name: string]: JsonValue }): ParsedCheck {
  const unexpected = Object.keys(members).filter((name) => !FORMS.has(name));
  const errors = unexpected.map((name) => ({
    pointer: jsonPointer(name),
    detail: 'Not a member of a check.',
  }));
  for (const [name, form] of FORMS) {
    const value = members[name];
    if (value === undefined) errors.push({ pointer: `/${name}`, detail: 'Missing.' });
    else if (typeof value !== 'string' || !form.fits(value)) {
      errors.push({ pointer: `/${name}`, detail: `Must be ${form.says}.` });
    }
  }
  if (unexpected.length > 0) {
    return fault('unexpected-member', 'A check has eight members and no others.', errors);
  }
  const { license, licensee, app, product, version, platform, os, nonce } = members;
  const check = checkOf([license, licensee, app, product, version, platform, os, nonce]);
  if (check !== null) return { ok: true, check };
  return fault('invalid-request', 'A member of the check is missing or not of its form.', errors);
}

/** The check of eight values in the order of the contract, or null when one is not of its form. */
function checkOf(values: readonly unknown[]): CheckRequest | null {
  const [license, licensee, app, product, version, platform, os, nonce] = values;
  if (typeof license !== 'string' || typeof licensee !== 'string' || typeof app !== 'string') return null;
  if (typeof product !== 'string' || typeof version !== 'string' || !isPlatform(platform)) return null;
  if (typeof os !== 'string' || typeof nonce !== 'string') return null;
  if (!isPrintable(licensee, 100) || !isPrintable(app, 255) || !isPrintable(product, 40)) return null;
  if (!isVersion(version) || !isPrintable(os, 40) || !isNonce(nonce)) return null;
  const id = parseLicenseId(license);
  return id === null ? null : { license: id, licensee, app, product, version, platform, os, nonce };
}

const FORMS: ReadonlyMap<string, { says: string; fits: (value: string) => boolean }> = new Map<
  keyof CheckRequest,
  { says: string; fits: (value: string) => boolean }
>([
  ['license', { says: 'a License ID, as LIC-7F3K-9QXM', fits: (value) => parseLicenseId(value) !== null }],
  ['licensee', { says: '1 to 100 printable characters', fits: (value) => isPrintable(value, 100) }],
  ['app', { says: '1 to 255 printable characters', fits: (value) => isPrintable(value, 255) }],
  ['product', { says: '1 to 40 printable characters', fits: (value) => isPrintable(value, 40) }],
  ['version', { says: 'dotted numbers with an optional -suffix, at most 32 characters', fits: isVersion }],
  ['platform', { says: `one of ${PLATFORMS.join(', ')}`, fits: isPlatform }],
  ['os', { says: '1 to 40 printable characters', fits: (value) => isPrintable(value, 40) }],
  ['nonce', { says: '16 to 22 base64url characters', fits: isNonce }],
]);

function isNonce(value: string): boolean {
  return /^[\w-]{16,22}$/.test(value);
}

// A suffix has the alphabet of Semantic Versioning's pre-release and build parts.
function isVersion(value: string): boolean {
  return value.length <= 32 && /^\d+(?:\.\d+)*(?:-[0-9A-Za-z.+-]+)?$/.test(value);
}

function isPrintable(value: string, most: number): boolean {
  if (value.length <= most && /^[ -~]+$/.test(value)) return true;
  if (value === '' || /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(value)) return false;
  return value.length <= most || [...value].length <= most;
}

function fault(
  code: Extract<ParsedCheck, { ok: false }>['code'],
  detail: string,
  errors: MemberError[] = [],
): ParsedCheck {
  return { ok: false, code, detail, errors };
}
