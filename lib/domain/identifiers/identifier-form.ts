import type { LicenseKind } from '../license.ts';

/** What normalizing an identifier gives: the form to store with what was changed, or what is wrong and what was meant. */
export type NormalizedIdentifier =
  | { ok: true; value: string; note: string | null }
  | { ok: false; message: string; suggestion: string | null };

/** What a form cannot know by itself: which hosts are public suffixes, and what kind of license it is for. */
export type NormalizingOptions = { isPublicSuffix: (host: string) => boolean; kind: LicenseKind };

/** How one platform writes its identifiers. */
export type IdentifierForm = {
  /** Reads what a person typed or pasted, white space and quotation marks already cut; never empty. */
  normalize: (text: string, options: NormalizingOptions) => NormalizedIdentifier;
  /** Reads what a device sent and gives the form it is matched and counted in, or null when it is no identifier. */
  canonicalRequest: (app: string) => string | null;
  /** The form in which a registered value is compared. */
  matchKey: (value: string) => string;
  /** The match keys that a request in its canonical form can match: itself, then patterns from narrow to wide. */
  candidates: (canonical: string) => string[];
};

/** The most characters an identifier can have (wire.md section 1). */
export const MAX_IDENTIFIER_LENGTH = 255;

/** A value that is fine, with the notes that a person should read about it. */
export function saved(value: string, ...notes: (string | null)[]): NormalizedIdentifier {
  const note = notes.filter((text) => text !== null).join(' ');
  return { ok: true, value, note: note === '' ? null : note };
}

/** A problem with what was meant: asked in the message, and as the value that one click puts in. */
export function mistaken(problem: string, suggestion: string | null = null): NormalizedIdentifier {
  return {
    ok: false,
    message: suggestion === null ? problem : `${problem} Did you mean ${suggestion}?`,
    suggestion,
  };
}

/** A character as a message shows it: visible ones in quotation marks, others by name or number. */
export function shown(character: string): string {
  if (character === ' ') return 'a space';
  if (/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)) return `“${character}”`;
  const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `the character U+${number}`;
}
