import type { Sql } from '#db/client.ts';
import {
  addCheckCounts,
  addHeldCheckCounts,
  addUnknownChecks,
  findHourRows,
  holdLicenseHour,
} from '#db/queries/checks.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { type CountedCheck, hourOf } from './check-count.ts';
import { crowdedHour, possibleRows } from './crowded-hour.ts';
import { sumCounts } from './summed-counts.ts';

/**
 * Up to 128 rows a license's hour is filled without holding it, by statements that make at most 32 rows each. Those
 * that do not see each other, of this process (two) or of others, pass 128 by 32 each, which leaves the limit of 500
 * (`crowdedHour`) far away. From there on rows are made one writer at a time, and the count is exact.
 */
const ROOM = { rows: 128, newRows: 32 };

/**
 * Counts checks on known licenses. When this resolves they are durable, but for those that it gives a promise for, by
 * their index: those are durable when that is kept. What fails was not counted, unless the connection was lost while it
 * was written: then nobody knows. Whoever calls must look at every promise.
 */
export async function countChecks(
  sql: Sql,
  counts: readonly CountedCheck[],
): Promise<Map<number, Promise<void>>> {
  const { rows, rowOf } = sumCounts(counts);
  const crowded = await writeRows(sql, rows);
  const later = new Map<number, Promise<void>>();
  if (crowded.size === 0) return later;
  for (const [index, row] of rowOf.entries()) {
    const written = crowded.get(row);
    if (written) later.set(index, written);
  }
  return later;
}

/** Writes rows, but for those of crowded hours: these follow, and have a promise each, by their index. */
async function writeRows(sql: Sql, rows: readonly CountedCheck[]): Promise<Map<number, Promise<void>>> {
  const declined = await addCheckCounts(sql, rows, ROOM);
  const crowded = new Map<number, Promise<void>>();
  if (declined.size === 0) return crowded;
  const hours = Map.groupBy(
    [...rows.entries()].filter(([index]) => declined.has(index)),
    ([, { licenseId, hour }]) => `${licenseId} ${hour}`,
  );
  let before = Promise.resolve();
  for (const members of hours.values()) {
    const written = before.then(() =>
      writeCrowdedHour(
        sql,
        members.map(([, row]) => row),
      ),
    );
    for (const [index] of members) crowded.set(index, written);
    before = written.catch(() => undefined);
  }
  return crowded;
}

/** Writes rows of one license and hour, which nobody else may add to at the same time. */
async function writeCrowdedHour(sql: Sql, rows: readonly CountedCheck[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  await holdLicenseHour(sql, first, async (tx) => {
    const possible = possibleRows(rows);
    const found = await findHourRows(tx, first, possible);
    const present = possible.filter((_, index) => found.present.has(index));
    await addHeldCheckCounts(tx, sumCounts(crowdedHour(rows, { rows: found.rows, present })).rows);
  });
}

/** Counts checks whose License ID names nothing: durable when this resolves. Fails like `countChecks`. */
export async function countUnknown(sql: Sql, moments: readonly Instant[]): Promise<void> {
  const hours = Map.groupBy(moments, hourOf);
  const counts = [...hours].map(([hour, members]) => ({
    hour,
    count: members.length,
    lastAt: Math.max(...members),
  }));
  await addUnknownChecks(
    sql,
    counts.sort((a, b) => a.hour - b.hour),
  );
}
