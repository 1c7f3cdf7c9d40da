import type { CheckCount } from '#db/queries/checks.ts';

/** Counts that differ in their keys, in the order in which every writer writes them, so that no two wait for each other. */
export type SummedCounts<T extends CheckCount> = {
  rows: T[];
  /** For each count that went in, the index of the row it went into. */
  rowOf: number[];
};

/** The key of a count's row as text; no part of it can hold a line feed. */
export function countKey({
  licenseId,
  hour,
  platform,
  app,
  product,
  version,
  os,
  outcome,
  code,
}: CheckCount): string {
  return `${licenseId}\n${hour}\n${platform}\n${app}\n${product}\n${version}\n${os}\n${outcome}\n${code}`;
}

/** Sums counts of one key into one row: counts added, the latest of each time. */
export function sumCounts<T extends CheckCount>(counts: readonly T[]): SummedCounts<T> {
  const sums = new Map<string, { key: string; row: T; members: number[] }>();
  for (const [index, count] of counts.entries()) {
    const key = countKey(count);
    const sum = sums.get(key);
    if (!sum) sums.set(key, { key, row: count, members: [index] });
    else {
      sum.row = addedTo(sum.row, count);
      sum.members.push(index);
    }
  }
  const sorted = [...sums.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const rowOf: number[] = [];
  for (const [row, { members }] of sorted.entries()) for (const member of members) rowOf[member] = row;
  return { rows: sorted.map(({ row }) => row), rowOf };
}

function addedTo<T extends CheckCount>(row: T, { count, lastAt, leaseEndsAt, graceEndsAt }: CheckCount): T {
  return {
    ...row,
    count: row.count + count,
    lastAt: Math.max(row.lastAt, lastAt),
    leaseEndsAt: latest(row.leaseEndsAt, leaseEndsAt),
    graceEndsAt: latest(row.graceEndsAt, graceEndsAt),
  };
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
