/**
 * How at most 500 rows hold all checks of a license in an hour, whatever is sent (product.md, Checks and leases):
 *
 * 1. A check whose row is there already is counted in it.
 * 2. A new row is made in full while the hour has fewer than 380 rows,
 * 3. with `other` for the OS version while it has fewer than 410,
 * 4. with `other` for OS and product version while it has fewer than 430,
 * 5. then with `other` for both and for the product. An identifier that the license names is always kept; one that it
 *    does not name becomes `other` too: it is whatever the sender chose.
 *
 * Rows of the last kind have nothing in them that a sender can choose freely: for one platform and outcome there is one,
 * and one for each registered identifier. 70 places are left for them, which a license with few identifiers cannot use
 * up. One whose checks in an hour match more identifiers than there is room for has a row more for each: the limit gives
 * way, and not the identifier.
 */
import type { CheckCount } from '#db/queries/checks.ts';
import type { CountedCheck } from './check-count.ts';
import { countKey } from './summed-counts.ts';

/** Stands for everything that was not kept apart. */
export const OTHER = 'other';

/** How much of a check is kept, from all of it to the least, and how many rows there must be fewer than. */
const LEVELS: readonly { fewerThan: number; kept: (count: CountedCheck) => CountedCheck }[] = [
  { fewerThan: 380, kept: (count) => count },
  { fewerThan: 410, kept: (count) => ({ ...count, os: OTHER }) },
  { fewerThan: 430, kept: (count) => ({ ...count, os: OTHER, version: OTHER }) },
  {
    fewerThan: Number.POSITIVE_INFINITY,
    kept: (count) => ({
      ...count,
      os: OTHER,
      version: OTHER,
      product: OTHER,
      app: count.isRegistered ? count.app : OTHER,
    }),
  },
];

/** Every row that these checks could be counted in, each once. */
export function possibleRows(counts: readonly CountedCheck[]): CountedCheck[] {
  const rows = new Map<string, CountedCheck>();
  for (const count of counts) {
    for (const { kept } of LEVELS) rows.set(countKey(kept(count)), kept(count));
  }
  return [...rows.values()];
}

/** What an hour of a license holds: how many rows, and which of the possible ones. */
export type HourRows = { rows: number; present: readonly CheckCount[] };

/** The row of each count, in their order, in an hour of one license. Rows made here count as well. */
export function crowdedHour(counts: readonly CountedCheck[], { rows, present }: HourRows): CountedCheck[] {
  const keys = new Set(present.map(countKey));
  let made = rows;
  return counts.map((count) => {
    for (const { fewerThan, kept } of LEVELS) {
      const row = kept(count);
      const key = countKey(row);
      if (keys.has(key)) return row;
      if (made >= fewerThan) continue;
      keys.add(key);
      made += 1;
      return row;
    }
    throw new Error('the last level takes every check');
  });
}
