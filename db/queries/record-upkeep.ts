import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle, Tx } from '../client.ts';

/**
 * What becomes of counts as they grow old (product.md, Checks and leases):
 *
 * 1. Hours are folded into days, UTC: one row at midnight for all that differ in nothing but the hour. Counts are added,
 *    of times the latest stays.
 * 2. An identifier that was refused because it is not registered becomes `not an identifier`.
 * 3. A month whose days are all folded is written anew, which gives the room of its hours back.
 * 4. Months are dropped.
 *
 * Every step is a transaction that also notes how far it came, so that one that is cut short neither loses nor doubles
 * anything, and one that is repeated finds nothing to do. Checks are counted in the current hour, which none of this touches.
 */

/** The same word as in lib/validation/check-count.ts, whose rows these are. */
const NOT_AN_IDENTIFIER = 'not an identifier';
/** What the comment of a partition says when nothing is left to do. */
const FOLDED = 'folded';
/** A step is some ten milliseconds of work: so many rows, or one license's day if that has more. */
const ROWS_A_STEP = 2_000;
const LICENSES_A_STEP = 200;

/** All days of a partition before `day` are folded, and of that day the licenses up to `after`. */
type Mark = { day: string; after: string };

/**
 * Folds some more of the hours before `before` (a midnight, UTC). `done`: there is nothing left. `busy`: another process
 * is at it. Index: check_counts primary key.
 */
export async function foldSomeHours(handle: Handle, before: Instant): Promise<'folded' | 'done' | 'busy'> {
  return handle.transaction(async (tx) => {
    const [turn] = await tx.execute<{ isOurs: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended('check_counts fold', 0)) as "isOurs"`,
    );
    if (!turn?.isOurs) return 'busy';
    const partition = await findUnfolded(tx, before);
    if (!partition) return 'done';
    const { name, mark } = partition;
    if (mark.day === partition.end) {
      await tx.execute(sql`select compact_check_partition(${name}, ${FOLDED})`);
      return 'folded';
    }
    const last = await foldLicenses(tx, mark);
    await tx.execute(
      sql`select note_check_partition(${name}, ${JSON.stringify(markAfter(partition, { last, before }))})`,
    );
    return 'folded';
  });
}

function markAfter(
  { mark, end }: Unfolded,
  { last, before }: { last: string | null; before: Instant },
): Mark {
  if (last !== null) return { day: mark.day, after: last };
  if (mark.after !== '') return { day: dayAfter(mark.day), after: '' };
  // No license at all has a row in this month.
  return { day: [end, dayOf(before)].sort()[0] ?? end, after: '' };
}

type Unfolded = {
  name: string;
  /** The first day that is not in it. */
  end: string;
  mark: Mark;
};

/** The oldest partition with something to fold. */
async function findUnfolded(tx: Tx, before: Instant): Promise<Unfolded | null> {
  const rows = await tx.execute<{ name: string; note: string | null }>(sql`
    select relname as name, obj_description(oid, 'pg_class') as note
    from pg_inherits join pg_class on oid = inhrelid
    where inhparent = 'check_counts'::regclass and obj_description(oid, 'pg_class') is distinct from ${FOLDED}
    order by relname`);
  for (const { name, note } of rows) {
    const start = `${name.slice(-7).replace('_', '-')}-01`;
    const mark: Mark = note === null ? { day: start, after: '' } : JSON.parse(note);
    const end = firstOfNextMonth(start);
    if (mark.day === end || dayAfter(mark.day) <= dayOf(before)) return { name, end, mark };
  }
  return null;
}

/** Folds a day of the next licenses; gives the last of them, null when there are no more. */
async function foldLicenses(tx: Tx, { day, after }: Mark): Promise<string | null> {
  const start = midnight(day);
  const ofDay = sql`c.hour >= ${start} and c.hour < ${midnight(dayAfter(day))}`;
  const ofMonth = sql`c.hour >= ${midnight(`${day.slice(0, 7)}-01`)} and c.hour < ${midnight(firstOfNextMonth(day))}`;
  const following = (id: SQL) => sql`
    select c.license_id from check_counts c where c.license_id > ${id} and ${ofMonth} order by c.license_id limit 1`;
  const isRefusedApp = sql`c.outcome = 'refusal' and c.code = 'app-not-registered' and c.app <> ${NOT_AN_IDENTIFIER}`;
  const [row] = await tx.execute<{ last: string | null }>(sql`
    with recursive ids (id, nth) as (
      select (${following(sql`${after}`)}), 1
      union all
      select (${following(sql`ids.id`)}), nth + 1 from ids where id is not null and nth < ${LICENSES_A_STEP}
    ), sizes as (
      select id, sum(size) over (order by nth) - size as before
      from ids cross join lateral (select count(*) as size from check_counts c where c.license_id = id and ${ofDay}) s
      where id is not null
    ), chosen as materialized (
      select id from sizes where before < ${ROWS_A_STEP}
    ), taken as (
      delete from check_counts c using chosen
      where c.license_id = chosen.id and ${ofDay} and (c.hour <> ${start} or ${isRefusedApp})
      returning c.license_id, c.platform, case when ${isRefusedApp} then ${NOT_AN_IDENTIFIER} else c.app end as app,
                c.product, c.version, c.os, c.outcome, c.code, c.count, c.last_at, c.lease_ends_at, c.grace_ends_at
    ), folded as (
      insert into check_counts as c (license_id, hour, platform, app, product, version, os, outcome, code,
                                     count, last_at, lease_ends_at, grace_ends_at)
      select license_id, ${start}, platform, app, product, version, os, outcome, code,
             sum(count), max(last_at), max(lease_ends_at), max(grace_ends_at)
      from taken group by license_id, platform, app, product, version, os, outcome, code
      order by license_id, platform, app, product, version, os, outcome, code
      on conflict (license_id, hour, platform, app, product, version, os, outcome, code) do update set
        count = c.count + excluded.count,
        last_at = greatest(c.last_at, excluded.last_at),
        lease_ends_at = greatest(c.lease_ends_at, excluded.lease_ends_at),
        grace_ends_at = greatest(c.grace_ends_at, excluded.grace_ends_at)
    )
    select max(id) as last from chosen`);
  return row?.last ?? null;
}

/** Folds the hours of unknown License IDs before `before` (a midnight, UTC), all at once: there is one row an hour. */
export async function foldUnknownHours(handle: Handle, before: Instant): Promise<void> {
  await handle.execute(sql`
    with taken as (
      delete from unknown_check_counts
      where hour < ${timestamp(before)} and hour <> date_trunc('day', hour, 'UTC')
      returning hour, count, last_at
    )
    insert into unknown_check_counts as c (hour, count, last_at)
    select date_trunc('day', hour, 'UTC'), sum(count), max(last_at) from taken group by 1 order by 1
    on conflict (hour) do update set count = c.count + excluded.count, last_at = greatest(c.last_at, excluded.last_at)`);
}

/** Drops whole months of counts before the month that `before` lies in. Waits for no check longer than a tenth of a second. */
export async function dropOldCounts(handle: Handle, before: Instant): Promise<void> {
  const month = `${dayOf(before).slice(0, 7)}-01`;
  await handle.execute(sql`select drop_check_partitions(${month}::date)`);
  await handle.execute(sql`delete from unknown_check_counts where hour < ${midnight(month)}`);
}

function dayOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}

function dayAfter(day: string): string {
  return dayOf(Date.parse(day) + 86_400_000);
}

function firstOfNextMonth(day: string): string {
  return dayOf(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 1));
}

function midnight(day: string): SQL {
  return timestamp(Date.parse(day));
}

function timestamp(at: Instant): SQL {
  return sql`${new Date(at).toISOString()}::timestamptz`;
}
