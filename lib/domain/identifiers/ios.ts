import { dottedCandidates, normalizeDottedName } from './dotted-name.ts';
import { type IdentifierForm, MAX_IDENTIFIER_LENGTH, mistaken } from './identifier-form.ts';

const bundleId = /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/;

const sourceLine =
  /(?:PRODUCT_BUNDLE_IDENTIFIER\s*=|<key>CFBundleIdentifier<\/key>\s*<string>)\s*"?([^";<]+)/;

/** iOS bundle IDs: saved as typed, compared without case, `com.acme.*` covers one last segment. */
export const iosForm: IdentifierForm = {
  normalize: (text) => {
    const fromSource = sourceLine.exec(text)?.[1]?.trim();
    const name = fromSource ?? text;
    if (/^\$[({]/.test(name)) {
      return mistaken('This is the name of a build setting. Its value is the bundle ID, as in com.acme.app.');
    }
    if (/^https?:\/\/(?:apps|itunes)\.apple\.com\//i.test(name)) {
      return mistaken(
        'A store address does not contain the bundle ID. Xcode shows it under Signing & Capabilities.',
      );
    }
    const notes = fromSource === undefined ? [] : ['Taken from the line of source.'];
    return normalizeDottedName(name, form, [...notes, ...remarksOn(name)]);
  },
  canonicalRequest: (app) =>
    app.length <= MAX_IDENTIFIER_LENGTH && bundleId.test(app) ? app.toLowerCase() : null,
  matchKey: (value) => value.toLowerCase(),
  candidates: dottedCandidates,
};

const form = {
  noun: 'An iOS bundle ID',
  whole: bundleId,
  foreign: /[^A-Za-z0-9.-]/gu,
  // What Xcode itself puts for such a character when it derives a bundle ID from a product's name.
  instead: '-',
  problemOf: () => 'An iOS bundle ID has letters, digits, “-” and dots, as in com.acme.app.',
};

function remarksOn(name: string): string[] {
  if (/^(?=.*\d)[A-Z0-9]{10}\./.test(name)) {
    return [`If ${name.slice(0, 10)} is your team ID, leave it out: it is not part of the bundle ID.`];
  }
  return name.includes('.') ? [] : ['Most bundle IDs have several segments, as in com.acme.app.'];
}
