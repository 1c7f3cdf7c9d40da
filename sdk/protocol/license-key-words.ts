import {
  type LicenseKeyFault,
  type LicenseKeyFlaw,
  type ReadLicenseKey,
  readLicenseKey,
} from './license-key.ts';

/** A license key that is whole; or what is wrong, as a sentence for the developer who pasted it. */
export type InspectedLicenseKey =
  | Extract<ReadLicenseKey, { ok: true }>
  | { ok: false; fault: LicenseKeyFault; detail: string };

/** Apart from the reading, so that an app's bundle does not carry them. */
const WORDS: Record<LicenseKeyFlaw, string> = {
  nothing: 'There is no license key here.',
  'no-key': 'This is not a license key. A license key is one long text that begins with eyJ.',
  'license-id': 'This is a License ID. The license key is the long text that begins with eyJ.',
  answer: 'This is an answer of the license server, not a license key.',
  'key-set': 'This is a key set, not a license key.',
  'other-token': 'This is a signed token of another kind, not a license key.',
  'too-many-parts': 'The license key has more than three parts. Was it pasted twice?',
  'too-long': 'The license key has characters too many at its end.',
  'end-missing': 'The end of the license key is missing. Copy it again, whole.',
  characters: 'The license key was altered on its way: a character is wrong or missing. Copy it again.',
  'other-signer': 'This license key was signed with a key that is not trusted here.',
};

/**
 * Reads a pasted license key like `readLicenseKey`, and says in a sentence what is wrong with it.
 *
 * @example inspectLicenseKey(' \n').fault // 'empty'
 * @example inspectLicenseKey('LIC-7F3K-9QXM').detail // 'This is a License ID. The license key is the long text that begins with eyJ.'
 */
export function inspectLicenseKey(text: string): InspectedLicenseKey {
  return inWords(readLicenseKey(text));
}

/**
 * What was read or verified, with the sentence that belongs to it.
 *
 * @example inWords({ ok: false, fault: 'empty', flaw: 'nothing' }).detail // 'There is no license key here.'
 */
export function inWords(read: ReadLicenseKey): InspectedLicenseKey {
  return read.ok ? read : { ok: false, fault: read.fault, detail: WORDS[read.flaw] };
}
