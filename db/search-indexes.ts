/**
 * The indexes of the search box. They stand on tables that may hold a million rows while the former release serves, so
 * they are built CONCURRENTLY, after the migrations and outside any transaction: nobody waits for them, and one that
 * was cut short is built again at the next start.
 *
 * With pg_trgm a text is found by any part of it. Where a server lacks the extension, or does not let us make it, words
 * are found by their beginnings instead (full-text search is in every Postgres).
 */
import type postgres from 'postgres';

/** A text that is searched: its table, and what of it words are looked for in. One line for each part. */
export const SEARCHED = {
  licenses: `lower(name || E'\\n' || licensee)`,
  apps: `lower(match_key)`,
  teams: `lower(name || E'\\n' || slug)`,
  people: `lower(name || E'\\n' || email)`,
  agreements: `lower(number || E'\\n' || title)`,
  requests: `lower(subject)`,
} as const;
export type Searched = keyof typeof SEARCHED;

/** As words are told apart in what is searched: identifiers and addresses fall into their parts. */
export const wordsOf = (document: string) =>
  `to_tsvector('simple'::regconfig, translate(${document}, '.-_@:/*', '       '))`;

/** Compared byte by byte, so that a beginning is a range whatever the database's own order is. */
const begins = (column: string) => `(lower(${column}) collate "C")`;

const PLAIN: Record<string, string> = {
  licenses_created: 'licenses (created_at, id)',
  licenses_id_bytes: 'licenses (id collate "C")',
  licenses_locked: 'licenses (locked_at) where locked_at is not null',
  licenses_renamed: 'licenses (id) where cardinality(former_licensees) > 0',
  licenses_licensee: `licenses (${begins('licensee')})`,
  licenses_name: `licenses (${begins('name')})`,
  apps_match_key: `apps (${begins('match_key')})`,
  teams_name: `teams (${begins('name')})`,
  teams_created: 'teams (created_at, id)',
  teams_slug_bytes: `teams (${begins('slug')})`,
  people_name: `people (${begins('name')})`,
  people_email_bytes: `people (${begins('email')})`,
  agreements_number_bytes: `agreements (${begins('number')})`,
  agreements_title: `agreements (${begins('title')})`,
  requests_subject: `requests (${begins('subject')})`,
};

/** Refused identifiers, on each month's partition. Leases and locks are not in it, and what it names never changes. */
const REFUSED = {
  name: 'check_counts_refused',
  on: `(${begins('app')}, hour) where outcome = 'refusal'`,
};

/**
 * Makes what is missing, and what an interrupted start left unusable. Takes a connection that may make indexes, outside
 * a transaction; safe to run again, and by one process at a time (the caller holds the migration lock).
 */
export async function ensureSearchIndexes(sql: postgres.Sql): Promise<void> {
  const operatorClass = await findTrigrams(sql);
  const wanted = new Map(Object.entries(PLAIN));
  for (const [table, document] of Object.entries(SEARCHED)) {
    if (operatorClass)
      wanted.set(`${table}_search_trgm`, `${table} using gin ((${document}) ${operatorClass})`);
    else wanted.set(`${table}_search_words`, `${table} using gin ((${wordsOf(document)}))`);
  }
  const there = await readIndexes(sql);
  for (const [name, on] of wanted) {
    if (there.get(name)) continue;
    await build(sql, { name, on, isLeftOver: there.has(name) });
  }
  if (!there.get(REFUSED.name)) await indexRefused(sql, there);
}

const TRIES = 5;

/** A process of the former release that waits for the migration lock is in our way until Postgres ends one of the two. */
async function build(
  sql: postgres.Sql,
  index: { name: string; on: string; isLeftOver: boolean },
): Promise<void> {
  for (let attempt = 1, isLeftOver = index.isLeftOver; ; attempt++, isLeftOver = true) {
    try {
      if (isLeftOver) await sql.unsafe(`drop index concurrently if exists public.${index.name}`);
      await sql.unsafe(`create index concurrently if not exists ${index.name} on public.${index.on}`);
      return;
    } catch (error) {
      const isDeadlock = error instanceof Error && 'code' in error && error.code === '40P01';
      if (!isDeadlock || attempt === TRIES) throw error;
    }
  }
}

/** Usable or not, by name. */
async function readIndexes(sql: postgres.Sql): Promise<Map<string, boolean>> {
  const rows = await sql<{ name: string; isValid: boolean }[]>`
    select c.relname as name, i.indisvalid as "isValid"
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace`;
  return new Map(rows.map(({ name, isValid }) => [name, isValid]));
}

/** The operator class of trigrams, with its schema; null where there is none to be had. */
async function findTrigrams(sql: postgres.Sql): Promise<string | null> {
  const find = () => sql<{ schema: string }[]>`
    select quote_ident(nspname) as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where extname = 'pg_trgm'`;
  const [there] = await find();
  if (there) return `${there.schema}.gin_trgm_ops`;
  try {
    await sql`create extension if not exists pg_trgm with schema public`;
  } catch {
    // Not installed on this server, or not ours to make: words are indexed instead.
    return null;
  }
  const [made] = await find();
  return made ? `${made.schema}.gin_trgm_ops` : null;
}

/**
 * A partitioned table takes no index CONCURRENTLY: each month gets its own, which is then made part of the whole. New
 * months are made like the whole, so they have it from the start.
 */
async function indexRefused(sql: postgres.Sql, there: ReadonlyMap<string, boolean>): Promise<void> {
  await sql.unsafe(`create index if not exists ${REFUSED.name} on only public.check_counts ${REFUSED.on}`);
  const months = await sql<{ name: string }[]>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.check_counts'::regclass
      and not exists (select from pg_index x join pg_inherits p on p.inhrelid = x.indexrelid
                      where x.indrelid = c.oid and p.inhparent = ${`public.${REFUSED.name}`}::regclass)
    order by 1`;
  for (const { name } of months) {
    const index = `${name}_refused`;
    await build(sql, { name: index, on: `${name} ${REFUSED.on}`, isLeftOver: there.get(index) === false });
    await sql.unsafe(`alter index public.${REFUSED.name} attach partition public.${index}`);
  }
}
