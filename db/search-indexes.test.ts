import postgres from 'postgres';
import { beforeAll, expect, it } from 'vitest';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { search } from '#lib/support/search.ts';
import { ensureSearchIndexes } from './search-indexes.ts';

const test = useTestDatabase();
let acme: Scene;
beforeAll(async () => {
  await makeKeys(test);
  acme = await makeTeam(test, 'Acme Inc');
});

/** Does it as the migration does: as the role that owns the tables. */
async function ensure(): Promise<void> {
  const sql = postgres(test.url, { max: 1, connection: { role: 'leasehold_owner' } });
  await ensureSearchIndexes(sql);
  await sql.end();
}

const definitionOf = async (name: string) => {
  const [row] = await test.sql<
    { def: string; isValid: boolean }[]
  >`select pg_get_indexdef(indexrelid) as def, indisvalid as "isValid" from pg_index where indexrelid = to_regclass(${`public.${name}`})`;
  return row;
};

it('are there after the migration, of trigrams, and changed by nothing when made again', async () => {
  expect(await definitionOf('licenses_search_trgm')).toMatchObject({
    def: expect.stringContaining('gin_trgm_ops'),
    isValid: true,
  });
  expect(await definitionOf('check_counts_refused')).toMatchObject({ isValid: true });
  const before = await test.sql`select indexrelid from pg_index order by 1`;
  await ensure();
  expect(await test.sql`select indexrelid from pg_index order by 1`).toEqual(before);
});

it('are there on partitions that are made later', async () => {
  await test.sql`select ensure_check_partitions('2031-01-01'::date, 0)`;
  const [row] =
    await test.sql`select count(*)::int as n from pg_indexes where tablename = 'check_counts_2031_01'`;
  expect(row?.n).toBe(2);
  expect(await definitionOf('check_counts_refused')).toMatchObject({ isValid: true });
});

it('are built again when a start was cut short, and on months that have none', async () => {
  await test.sql`update pg_index set indisvalid = false where indexrelid = 'licenses_search_trgm'::regclass`;
  await test.sql`drop index check_counts_refused`;
  await ensure();
  expect(await definitionOf('licenses_search_trgm')).toMatchObject({ isValid: true });
  expect(await definitionOf('check_counts_refused')).toMatchObject({ isValid: true });
});

it('are of words where trigrams are not to be had, and the search finds words by their beginnings', async () => {
  const trial = await makeTrial(acme.owner, { name: 'Wallet app' });
  await test.sql`drop extension pg_trgm cascade`;
  const [database] = await test.sql<{ name: string }[]>`select current_database() as name`;
  await test.sql`revoke create on database ${test.sql(database?.name ?? '')} from leasehold_owner`;
  await ensure();
  expect(await definitionOf('licenses_search_trgm')).toBeUndefined();
  expect((await definitionOf('licenses_search_words'))?.def).toContain('to_tsvector');
  const support = await acme.staff('support');
  const find = async (q: string) => succeeded(await search(support, { q })).items.map(({ id }) => id);
  expect(await find('app wall')).toEqual([trial.id]);
  expect(await find('com.acme')).toEqual([trial.id]);
  expect(await find("app's & wall")).toEqual([]);
  expect(await find('allet')).toEqual([]);
});
