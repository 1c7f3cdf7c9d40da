import { type SQL, sql } from 'drizzle-orm';
import type { Handle } from '../client.ts';
import { SEARCHED, type Searched, wordsOf } from '../search-indexes.ts';

/** All that a search asks the database with: a transaction, or in tests one that also explains. */
export type SearchHandle = Pick<Handle, 'execute'>;

/** Whether texts are found by any part (pg_trgm) or by the beginnings of their words. Which, the indexes say. */
export type SearchMode = 'parts' | 'words';

/** Above any character of a text: what begins with `words` lies between it and this behind it. */
const LAST = '\u{10FFFF}';
/** What share of a table is looked through for words that most of it has, in percent. */
const SAMPLE_PERCENT = 0.3;

/**
 * What the server's indexes can do; and no plan of this transaction reads a whole table as long as one of them fits,
 * however few rows statistics promise.
 */
export async function prepareSearch(handle: SearchHandle): Promise<SearchMode> {
  await handle.execute(sql`set local enable_seqscan = off`);
  const [row] = await handle.execute<{ yes: boolean }>(
    sql`select to_regclass('public.licenses_search_trgm') is not null as yes`,
  );
  return row?.yes ? 'parts' : 'words';
}

/** True of a text (an indexed expression) that begins with `words`. A range, so that no plan depends on a value. */
export const beginsWith = (column: SQL, words: string) =>
  sql`(lower(${column}) collate "C" >= ${words} and lower(${column}) collate "C" < ${words + LAST})`;

/** True of a document that holds each of the words somewhere; null where no index could find that. */
export function holds(document: string, words: string, mode: SearchMode): SQL | null {
  if (mode === 'words') {
    const lexemes = words.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
    const query = lexemes.map((word) => `'${word}':*`).join(' & ');
    return lexemes.length === 0 ? null : sql`${sql.raw(wordsOf(document))} @@ to_tsquery('simple', ${query})`;
  }
  const parts = words.split(' ').filter((part) => part !== '');
  // An index of trigrams knows nothing shorter, and would be read as a whole.
  if (!parts.some((part) => /[\p{L}\p{N}]{3}/u.test(part))) return null;
  const likes = parts.map((part) => sql`${sql.raw(document)} like ${`%${part.replace(/[\\%_]/g, '\\$&')}%`}`);
  return sql.join(likes, sql` and `);
}

export type TextSearch = {
  table: Searched;
  /** The columns whose beginnings are looked at, by name. */
  columns: readonly string[];
  key: string;
  words: string;
  mode: SearchMode;
  limit: number;
  /** Only what begins with the words, and nothing that has them inside. */
  beginningsOnly?: boolean;
};

/**
 * The keys of rows whose text begins with the words, else holds them; each arm is run only if those before it left room.
 * Words that much of the table has are found in a sample of it, and the others by their index: so the answer takes as
 * long for a word that all have as for one that nobody has. Which of many is found is not said. Indexes:
 * <table>_<column>, <table>_search_trgm or <table>_search_words.
 */
export async function findByText(handle: SearchHandle, search: TextSearch): Promise<string[]> {
  const { columns, key, words, mode, limit } = search;
  if (words === '') return [];
  const table = sql.raw(`public.${search.table}`);
  const begin = columns.map((column) => beginsWith(sql.raw(column), words));
  const arms = columns.map(
    (column, nth) => sql`(select ${sql.raw(key)} as key from ${table} where ${begin[nth]}
      order by lower(${sql.raw(column)}) collate "C" limit ${limit})`,
  );
  const inside = search.beginningsOnly ? null : holds(SEARCHED[search.table], words, mode);
  if (inside) {
    const rest = sql`where ${inside} and not (${sql.join(begin, sql` or `)}) limit ${limit}`;
    arms.push(
      sql`(select ${sql.raw(key)} from ${table} tablesample system (${sql.raw(`${SAMPLE_PERCENT}`)}) repeatable (1) ${rest})`,
      sql`(select ${sql.raw(key)} from ${table} ${rest})`,
    );
  }
  const rows = await handle.execute<{ key: string }>(
    sql`select key::text as key from (${sql.join(arms, sql` union all `)}) as found limit ${limit}`,
  );
  return [...new Set(rows.map((row) => row.key))];
}
