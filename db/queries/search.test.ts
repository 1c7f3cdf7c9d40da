import { type SQL, sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { makeTeam } from '#e2e/scene.ts';
import { fillForSearch } from '#e2e/search-scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { readSearchQuery } from '#lib/domain/search-query.ts';
import { search } from '#lib/support/search.ts';
import * as queries from './search.ts';
import { prepareSearch, type SearchHandle } from './text-search.ts';

/** `npm run test:long` fills a million licenses and a hundred thousand teams; plans are to be the same at any size. */
const isLong = process.env.LEASEHOLD_LONG === '1';
const LICENSES = isLong ? 1_000_000 : 20_000;
const test = useTestDatabase();
beforeAll(() => fillForSearch(test.sql, LICENSES), isLong ? 1_200_000 : 60_000);

const WORDS = ['team 47', 'labs', 'acme', 'ny17.wal', 'zq', 'person12@', 'wallet app 4', 'unlock team 12'];

/** The plans of all that `run` asks, as Postgres makes them for it. */
async function plansOf(run: (handle: SearchHandle) => Promise<unknown>): Promise<string> {
  return test.database.transaction(async (tx) => {
    await prepareSearch(tx);
    const plans: string[] = [];
    const execute = async (query: SQL) => {
      const rows = await tx.execute<{ 'QUERY PLAN': string }>(sql`explain ${query}`);
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
      return tx.execute(query);
    };
    await run({ execute } as SearchHandle);
    return plans.join('\n');
  });
}

it.each([
  [queries.findLicensesByTextForStaff, ['licenses_licensee', 'licenses_name', 'licenses_search_trgm']],
  [queries.findTeamsByTextForStaff, ['teams_name', 'teams_slug_bytes', 'teams_search_trgm']],
  [queries.findPeopleByTextForStaff, ['people_email_bytes', 'people_name', 'people_search_trgm']],
  [
    queries.findAgreementsByTextForStaff,
    ['agreements_number_bytes', 'agreements_title', 'agreements_search_trgm'],
  ],
  [queries.findRequestsByTextForStaff, ['requests_subject', 'requests_search_trgm']],
  [queries.findLockedLicensesForStaff, ['licenses_locked']],
  [queries.findRenamedLicensesForStaff, ['licenses_renamed']],
  [queries.findAppsByTextForStaff, ['apps_match_key', 'apps_search_trgm']],
] as const)('%o reads %j and no whole table', async (find, indexes) => {
  for (const words of WORDS) {
    const plans = await plansOf((handle) => find(handle, { words, mode: 'parts', limit: 12 }));
    expect(plans).not.toMatch(/Seq Scan/);
    const used = words.length < 3 ? indexes.filter((index) => !index.endsWith('_trgm')) : indexes;
    for (const index of used) expect(plans).toContain(index);
  }
});

it('finds License IDs, identifiers, refusals and what belongs to a team by their indexes', async () => {
  const mistyped = readSearchQuery('LIC-7F3K-9QXM');
  const [team] = await test.sql<{ id: string }[]>`select id from teams limit 1`;
  const [agreement] = await test.sql<{ id: string }[]>`select id from agreements limit 1`;
  const asked: [string, (handle: SearchHandle) => Promise<unknown>][] = [
    ['licenses_pkey', (handle) => queries.findLicenseIdsForStaff(handle, mistyped.ids.near)],
    ['licenses_id_bytes', (handle) => queries.findLicenseIdsByPrefixForStaff(handle, 'LIC-7F', 12)],
    ['licenses_team', (handle) => queries.findLicensesOfTeamsForStaff(handle, [team?.id ?? ''], 8)],
    [
      'licenses_agreement',
      (handle) => queries.findLicensesOfAgreementsForStaff(handle, [agreement?.id ?? ''], 8),
    ],
    [
      'apps_match_key',
      (handle) => queries.findAppsMeantForStaff(handle, readSearchQuery('com.acme.app').apps),
    ],
    [
      '_refused',
      (handle) =>
        queries.findRefusedAppsForStaff(handle, { words: 'com.comp', since: Date.now() - 1e9, limit: 8 }),
    ],
  ];
  for (const [index, ask] of asked) {
    const plans = await plansOf(ask);
    expect(plans).toContain(index);
    expect(plans).not.toMatch(/Seq Scan/);
  }
});

it('finds the same at any size, and says how long it took', async () => {
  const staff = await (await makeTeam(test, 'Vendor')).staff('support');
  const [license] = await test.sql<{ id: string }[]>`select id from licenses offset 1234 limit 1`;
  const id = license?.id ?? '';
  const asked: [string, string][] = [
    [id, id],
    [`${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`, id],
    ['team', 'LIC-'],
    ['team 47', 'LIC-'],
    ['t', 'LIC-'],
    ['labs', 'LIC-'],
    ['person12@company12.example', 'person12@company12.example'],
    ['com.company17.wallet', 'LIC-'],
    ['company17', 'LIC-'],
    ['com.company1.debug', 'LIC-'],
    ['AGR-2026-77', 'AGR-2026-77'],
    ['nobody has this', ''],
    ['wallet team', 'LIC-'],
  ];
  const times: string[] = [];
  for (const [q, first] of asked) {
    await search(staff, { q });
    const began = performance.now();
    const result = await search(staff, { q });
    times.push(`${q}: ${(performance.now() - began).toFixed(1)} ms`);
    const items = result.ok ? result.value.items : [];
    expect(items[0]?.id ?? '', q).toContain(first);
  }
  if (isLong) console.log(`Search among ${LICENSES} licenses, second time each:\n  ${times.join('\n  ')}`);
}, 60_000);
