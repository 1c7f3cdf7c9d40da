import { decodeBase64urlJson } from './base64url.ts';
import { parseJwsHeader } from './jws.ts';
import {
  LICENSE_KEY_TYPE,
  type LicenseKeyFault,
  type ReadLicenseKey,
  readLicenseKey,
} from './license-key.ts';

/** A license key that is whole; or what is wrong, as a sentence for the developer who pasted it. */
export type InspectedLicenseKey =
  | Extract<ReadLicenseKey, { ok: true }>
  | { ok: false; fault: LicenseKeyFault; detail: string };

/**
 * Reads a pasted license key like `readLicenseKey`, and says in a sentence what is wrong with it. Apart from the
 * reading, so that an app's bundle does not carry the sentences.
 *
 * @example inspectLicenseKey(' \n').fault // 'empty'
 * @example inspectLicenseKey('LIC-7F3K-9QXM').detail // 'This is a License ID. The license key is the long text that begins with eyJ.'
 */
export function inspectLicenseKey(text: string): InspectedLicenseKey {
  return inWords(readLicenseKey(text), text);
}

/**
 * What was read of a text or verified, with the sentence that belongs to it.
 *
 * @example inWords({ ok: false, fault: 'empty' }, '').detail // 'There is no license key here.'
 */
export function inWords(read: ReadLicenseKey, text: string): InspectedLicenseKey {
  return read.ok ? read : { ...read, detail: DETAILS[read.fault](text.replace(/\s+/g, '').split('.')) };
}

const DETAILS: Record<LicenseKeyFault, (parts: string[]) => string> = {
  empty: () => 'There is no license key here.',
  truncated: () => 'The end of the license key is missing. Copy it again, whole.',
  altered: ({ length }) =>
    length > 3
      ? 'The license key has more than three parts. Was it pasted twice?'
      : 'The license key was altered on its way: a character is wrong, missing or too many. Copy it again.',
  foreign: ([head = '']) => {
    if (/^LIC-/i.test(head)) {
      return 'This is a License ID. The license key is the long text that begins with eyJ.';
    }
    const header = parseJwsHeader(decodeBase64urlJson(head));
    return header === null
      ? 'This is not a license key. A license key is one long text that begins with eyJ.'
      : foreignType(header.typ);
  },
};

function foreignType(typ: string): string {
  if (typ === LICENSE_KEY_TYPE) return 'This license key was signed with a key that is not trusted here.';
  if (/^(?:lease|lock|refusal)\+jwt$/.test(typ))
    return 'This is an answer of the license server, not a license key.';
  if (typ === 'keyset+jwt') return 'This is a key set, not a license key.';
  return 'This is a signed token of another kind, not a license key.';
}
