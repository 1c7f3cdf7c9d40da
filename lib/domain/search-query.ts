/**
 * What was typed into the one search box, read as everything it could be. In this order, all that fit:
 *
 * 1. a signed text    a license key, an answer, a request: its License ID is meant, whatever else it holds
 * 2. a License ID     whole, mistyped, or its beginning
 * 3. an identifier    what a device would send, and every pattern that would match it
 * 4. words            parts of names, addresses, numbers and identifiers
 *
 * A lease ID leads nowhere: leases are counted, not stored one by one.
 */
import { PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';
import { canonicalRequestApp, matchCandidates } from './identifiers.ts';
import { type LicenseIdVariants, licenseIdPrefix, licenseIdVariants } from './license-id-variants.ts';
import { readSignedText, type SignedText } from './read-signed-text.ts';

/** An identifier of one platform, with the match keys of what could be registered for it, the narrowest first. */
export type AppMeant = { platform: Platform; canonical: string; matchKeys: readonly string[] };

export type SearchQuery = {
  /** As it is compared: small letters, single spaces. Empty when nothing is looked for by words. */
  words: string;
  signed: SignedText | null;
  ids: LicenseIdVariants;
  idPrefix: string | null;
  apps: readonly AppMeant[];
  /** It has the form of a lease ID, and may be one. */
  isLeaseIdLike: boolean;
};

/** The longest text in which words are looked for. */
const LONGEST_WORDS = 255;
const NO_IDS: LicenseIdVariants = { exact: null, alike: [], near: [] };

/** Reads what was typed or pasted. Takes any text; what can be looked for in it is said by the members that are not empty. */
export function readSearchQuery(text: string): SearchQuery {
  const signed = readSignedText(text);
  if (signed !== null) {
    const ids = { exact: signed.license, alike: [], near: [] };
    return { words: '', signed, ids, idPrefix: null, apps: [], isLeaseIdLike: false };
  }
  const typed = text.replace(/[\s\u200b\ufeff]+/g, ' ').trim();
  const isShort = typed.length <= LONGEST_WORDS;
  return {
    words: isShort ? typed.toLowerCase() : '',
    signed: null,
    ids: licenseIdVariants(typed) ?? NO_IDS,
    idPrefix: licenseIdPrefix(typed),
    apps: isShort ? appsMeant(typed) : [],
    isLeaseIdLike: /^[\w-]{16}$/.test(typed) && /[A-Z0-9]/.test(typed),
  };
}

/** A pattern is no request, but it is typed to be found: it matches what was registered as just that. */
function appsMeant(typed: string): AppMeant[] {
  return PLATFORMS.flatMap((platform) => {
    const canonical = canonicalRequestApp(platform, typed);
    // One word is an iOS bundle ID too, and hardly ever meant as one.
    if (canonical === null || (platform === 'ios' && !canonical.includes('.'))) return [];
    return [{ platform, canonical, matchKeys: matchCandidates(platform, typed) }];
  });
}

/** How well a text fits words that were looked for: 0 the same, 1 begins so, 2 a word of it does, 3 it is in it, null not. */
export function fitOf(words: string, text: string): 0 | 1 | 2 | 3 | null {
  const place = text.toLowerCase().indexOf(words);
  if (words === '') return null;
  if (place === 0) return text.length === words.length ? 0 : 1;
  if (place < 0) {
    const each = words.split(' ');
    return each.length > 1 && each.every((word) => text.toLowerCase().includes(word)) ? 3 : null;
  }
  return /[\p{L}\p{N}]/u.test(text.charAt(place - 1)) ? 3 : 2;
}
