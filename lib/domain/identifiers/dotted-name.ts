import {
  MAX_IDENTIFIER_LENGTH,
  mistaken,
  type NormalizedIdentifier,
  saved,
  shown,
} from './identifier-form.ts';

/** How a platform writes dotted names. */
export type DottedName = {
  /** As a message names it, with its article: `An Android application ID`. */
  noun: string;
  /** A whole name, without a pattern. */
  whole: RegExp;
  /** One character that can never occur in a name (global, Unicode). */
  foreign: RegExp;
  /** What stands for a foreign character in a suggestion. */
  instead: string;
  /** What is wrong with a name that has only allowed characters and no empty segment. */
  problemOf: (name: string) => string;
};

/**
 * Checks a dotted name or a pattern `prefix.*`, which covers exactly one last segment. A pattern names at least two
 * segments, since `com.*` would cover the apps of others.
 */
export function normalizeDottedName(text: string, form: DottedName, notes: string[]): NormalizedIdentifier {
  const isPattern = text.endsWith('.*');
  const name = isPattern ? text.slice(0, -2) : text;
  if (isPattern && !name.includes('.')) {
    return mistaken('A pattern needs at least two segments before the star, as in com.acme.*.');
  }
  const problem = problemOf(name, form);
  if (problem !== null) {
    const meant = repair(name, form);
    const isFit = meant !== null && form.whole.test(meant) && (!isPattern || meant.includes('.'));
    return mistaken(problem, isFit ? `${meant}${isPattern ? '.*' : ''}` : null);
  }
  if (text.length > MAX_IDENTIFIER_LENGTH) {
    return mistaken(`${form.noun} has at most ${MAX_IDENTIFIER_LENGTH} characters; this has ${text.length}.`);
  }
  return saved(text, ...notes);
}

/** The match keys a dotted name can match: itself, and the pattern of its parent if that has two segments. */
export function dottedCandidates(canonical: string): string[] {
  const parent = canonical.slice(0, canonical.lastIndexOf('.') + 1);
  return parent.indexOf('.') < parent.length - 1 ? [canonical, `${parent}*`] : [canonical];
}

function problemOf(name: string, form: DottedName): string | null {
  if (form.whole.test(name)) return null;
  if (name.includes('*')) return '“*” can only stand for the whole last segment, as in com.acme.*.';
  const [foreign] = name.match(form.foreign) ?? [];
  if (foreign !== undefined) return `${form.noun} cannot contain ${shown(foreign)}.`;
  if (name.split('.').includes(''))
    return `${form.noun} cannot begin or end with a dot, or have two in a row.`;
  return form.problemOf(name);
}

/** The name that was most likely meant, or null when only its author can tell: what a star or a foreign letter stands for. */
function repair(name: string, form: DottedName): string | null {
  if (name.length > MAX_IDENTIFIER_LENGTH - 2 || name.includes('*')) return null;
  if (name.match(form.foreign)?.some((character) => /[\p{L}\p{M}\p{N}]/u.test(character))) return null;
  return name
    .replace(form.foreign, form.instead)
    .split('.')
    .filter((segment) => segment !== '')
    .join('.');
}
