import { CROCKFORD_ALPHABET, readCrockford } from '#sdk/protocol/crockford.ts';
import { isLicenseId, type LicenseId } from '#sdk/protocol/license-id.ts';

/**
 * A License ID as somebody read it out or typed it, and all that could have been meant:
 *
 * 1. `exact`   read in any case, with any or no dashes and spaces, with or without LIC, O as 0, I and L as 1
 * 2. `alike`   characters that look or sound like one another, several at once: 8 for B, 5 for S, 2 for Z …
 * 3. `near`    one wrong character, one missing, one too many, or two neighbors exchanged
 *
 * None says that such a license exists: a store looks them up by their primary key.
 */
export type LicenseIdVariants = {
  exact: LicenseId | null;
  alike: readonly LicenseId[];
  near: readonly LicenseId[];
};

/** What is read for one another, in print and on the phone. U is in no License ID; V is what was meant. */
const ALIKE = ['0DQ', '8B', '5S', '2Z', '6G', 'UV', '17', 'MN', 'PBDT', 'CE'] as const;
const ALIKE_OF = new Map(
  [...'0123456789ABCDEFGHJKMNPQRSTUVWXYZ'].map((character) => [
    character,
    ALIKE.filter((characters) => characters.includes(character)).join(''),
  ]),
);
/** Of texts with many such characters only the likeliest are tried. */
const MOST_ALIKE = 512;

/** The variants of a text; null when it has no form of a License ID, so that nothing is looked up for a name. */
export function licenseIdVariants(text: string): LicenseIdVariants | null {
  const typed = charactersOf(text);
  if (typed === null || typed.length < 7 || typed.length > 9) return null;
  const exact = typed.length === 8 ? idOf(typed) : null;
  // Nineteen of twenty IDs have a digit, and a name has none: no name is taken for a mistyped ID.
  if (!startsWithLic(text) && !/\d/.test(text)) return exact === null ? null : { exact, alike: [], near: [] };
  const alike = typed.length === 8 ? alikeOf(typed) : [];
  return { exact, alike: others(alike, exact), near: others(nearOf(typed), exact) };
}

/** The written beginning of a License ID that is still being typed, `LIC-2M8` for `lic 2m8`; null for anything else. */
export function licenseIdPrefix(text: string): string | null {
  const typed = charactersOf(text);
  // A text without LIC is a name far more often; a digit makes it worth a look.
  if (typed === null || typed.length === 0 || typed.length > 8) return null;
  if (!startsWithLic(text) && (typed.length < 3 || !/\d/.test(text))) return null;
  if (![...typed].every((character) => CROCKFORD_ALPHABET.includes(character))) return null;
  return typed.length > 4 ? `LIC-${typed.slice(0, 4)}-${typed.slice(4)}` : `LIC-${typed}`;
}

function startsWithLic(text: string): boolean {
  return /^\s*L[I1]C\b|^\s*L[I1]C[-\s_]?[0-9A-Z]/i.test(text);
}

/** The characters after LIC, read as Crockford base32; null when there are others than letters, digits, dashes and spaces. */
function charactersOf(text: string): string | null {
  if (text.length > 40 || !/^[\s#:]*[0-9A-Za-z][0-9A-Za-z\s_.\-‐-―]*$/.test(text)) return null;
  const bare = text.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
  const rest = bare.length > 9 || startsWithLic(text) ? bare.replace(/^L[I1]C/, '') : bare;
  return readCrockford(rest);
}

function idOf(characters: string): LicenseId | null {
  const id = `LIC-${characters.slice(0, 4)}-${characters.slice(4)}`;
  return characters.length === 8 && isLicenseId(id) ? id : null;
}

function others(characters: Iterable<string>, exact: LicenseId | null): LicenseId[] {
  const ids = new Set<LicenseId>();
  for (const one of characters) {
    const id = idOf(one);
    if (id !== null && id !== exact) ids.add(id);
  }
  return [...ids];
}

/** Fewest changes first. */
function alikeOf(typed: string): string[] {
  const found = new Set([typed]);
  for (const one of found) {
    if (found.size >= MOST_ALIKE) break;
    for (let at = 0; at < one.length; at++) {
      for (const character of ALIKE_OF.get(one.charAt(at)) ?? '')
        found.add(one.slice(0, at) + character + one.slice(at + 1));
    }
  }
  return [...found];
}

function* nearOf(typed: string): Generator<string> {
  for (let at = 0; at <= typed.length; at++) {
    const [before, after] = [typed.slice(0, at), typed.slice(at + 1)];
    if (typed.length === 9) yield before + after;
    if (typed.length === 8 && at + 1 < typed.length)
      yield before + typed.charAt(at + 1) + typed.charAt(at) + typed.slice(at + 2);
    for (const character of CROCKFORD_ALPHABET) {
      if (typed.length === 8) yield before + character + after;
      if (typed.length === 7) yield before + character + typed.slice(at);
    }
  }
}
