import { fitOf } from './search-query.ts';

/**
 * How good a find is, the best first:
 *
 * 1. exact      the License ID, key, address, number, name or identifier itself
 * 2. mistyped   a License ID that differs in one character, or in some that look alike
 * 3. begins     begins with what was typed
 * 4. word       a word of it begins so
 * 5. inside     has it somewhere
 * 6. related    belongs to something that was found
 */
export const RANKS = ['exact', 'mistyped', 'begins', 'word', 'inside', 'related'] as const;
export type Rank = (typeof RANKS)[number];

const BY_FIT = ['exact', 'begins', 'word', 'inside'] as const;

/** The rank of a text found by words. */
export function rankOf(words: string, text: string): Rank {
  const fit = fitOf(words, text);
  return fit === null ? 'inside' : BY_FIT[fit];
}

/** The text among several that fits best, with its rank. */
export function bestOf<T extends { text: string }>(
  words: string,
  texts: readonly [T, ...T[]],
): T & { rank: Rank } {
  const [first, ...rest] = texts.map((one) => ({ ...one, rank: rankOf(words, one.text) }));
  if (first === undefined) throw new Error('there is always a first text');
  return rest.reduce((best, one) => (compareRanks(one.rank, best.rank) < 0 ? one : best), first);
}

export function compareRanks(a: Rank, b: Rank): number {
  return RANKS.indexOf(a) - RANKS.indexOf(b);
}

/** Finds in the order in which they are given out: groups by their best find, in a group the best first. */
export function inGroups<T extends { rank: Rank; group: string }>(
  finds: readonly T[],
  groups: readonly string[],
): T[] {
  const best = new Map<string, Rank>();
  for (const { group, rank } of finds) {
    const there = best.get(group);
    if (there === undefined || compareRanks(rank, there) < 0) best.set(group, rank);
  }
  const place = (group: string) => RANKS.indexOf(best.get(group) ?? 'related') * 100 + groups.indexOf(group);
  return [...finds].sort((a, b) => place(a.group) - place(b.group) || compareRanks(a.rank, b.rank));
}
