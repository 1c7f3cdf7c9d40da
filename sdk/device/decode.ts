import { readJws } from '../protocol/jws.ts';
import { inspectLicenseKey } from '../protocol/license-key-words.ts';

/** What a signed text says, unverified. */
export type Decoded = { what: string; header: Record<string, unknown>; claims: unknown; notes: string[] };

const KINDS: Readonly<Record<string, string>> = {
  'license+jwt': 'a license key',
  'lease+jwt': 'an answer: a lease',
  'lock+jwt': 'an answer: a lock',
  'refusal+jwt': 'an answer: a refusal',
  'keyset+jwt': 'a key set',
};

/** Takes a license key, an answer or a key set apart. Null when it is none; then `whatIsWrong` says why. */
export function decode(text: string): Decoded | null {
  const jws = readJws(text.replace(/\s+/g, ''));
  if (jws === null) return null;
  const claims: Record<string, unknown> = Object(jws.payload);
  const notes = ['Nothing here was verified.'];
  for (const name of ['iat', 'exp']) {
    const at = claims[name];
    if (typeof at === 'number') notes.push(`${name} is ${new Date(at * 1000).toISOString()}`);
  }
  const what = KINDS[jws.header.typ] ?? 'a signed token of another kind';
  return { what, header: jws.header, claims, notes };
}

/** Why a text cannot be taken apart, as a sentence. */
export function whatIsWrong(text: string): string {
  const read = inspectLicenseKey(text);
  return read.ok ? 'Nothing is wrong with it.' : read.detail;
}
