import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { AppMeant } from '#lib/domain/search-query.ts';
import type { LicenseId } from '#sdk/protocol/license-id.ts';
import { isPlatform, type Platform } from '#sdk/protocol/platforms.ts';
import { SEARCHED } from '../search-indexes.ts';
import { beginsWith, findByText, type SearchHandle, type SearchMode } from './text-search.ts';

/** How many locks in force are looked through for words, the newest first. */
const MOST_LOCKED = 2_000;
/** How many registrations of one identifier are counted: `localhost` has many. */
const MOST_REGISTRATIONS = 100;
/** How many rows of refused checks are added up. */
const MOST_REFUSED_ROWS = 5_000;

type Search = { words: string; mode: SearchMode; limit: number };

/** Which of these License IDs exist, for staff. Index: licenses primary key. */
export async function findLicenseIdsForStaff(
  handle: SearchHandle,
  ids: readonly LicenseId[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await handle.execute<{ id: string }>(
    sql`select id from licenses where id = any(${arrayOf(ids)}::text[]) limit 50`,
  );
  return rows.map(({ id }) => id);
}

/** License IDs that begin so, for staff. Index: licenses_id_bytes. */
export async function findLicenseIdsByPrefixForStaff(
  handle: SearchHandle,
  prefix: string,
  limit: number,
): Promise<string[]> {
  const rows = await handle.execute<{ id: string }>(sql`
    select id from licenses where id collate "C" >= ${prefix} and id collate "C" < ${`${prefix}~`}
    order by id collate "C" limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** Licenses by name and licensee, of every team. Indexes: licenses_name, licenses_licensee, licenses_search_*. */
export function findLicensesByTextForStaff(handle: SearchHandle, search: Search): Promise<string[]> {
  return findByText(handle, { ...search, table: 'licenses', columns: ['licensee', 'name'], key: 'id' });
}

/** Licenses whose licensee was called so before it was renamed. Index: licenses_renamed, which has few. */
export async function findRenamedLicensesForStaff(
  handle: SearchHandle,
  { words, limit }: Search,
): Promise<string[]> {
  if (words === '') return [];
  const rows = await handle.execute<{ id: string }>(sql`
    select id from licenses
    where cardinality(former_licensees) > 0
      and position(${words} in lower(array_to_string(former_licensees, E'\n'))) > 0
    limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** Licenses that are locked now, by name and licensee: whoever calls asks for these first. Index: licenses_locked. */
export async function findLockedLicensesForStaff(
  handle: SearchHandle,
  { words, limit }: Search,
): Promise<string[]> {
  if (words === '') return [];
  const rows = await handle.execute<{ id: string }>(sql`
    select id from (select id, name, licensee from licenses where locked_at is not null
                    order by locked_at desc limit ${MOST_LOCKED}) as locked
    where position(${words} in ${sql.raw(SEARCHED.licenses)}) > 0 limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** The licenses of these teams, locked ones first, then the newest. Index: licenses_team. */
export async function findLicensesOfTeamsForStaff(
  handle: SearchHandle,
  teamIds: readonly string[],
  limit: number,
): Promise<string[]> {
  if (teamIds.length === 0) return [];
  const rows = await handle.execute<{ id: string }>(sql`
    select found.id from unnest(${arrayOf(teamIds)}::uuid[]) as t (id)
    cross join lateral (select l.id, l.locked_at, l.created_at from licenses l where l.team_id = t.id
                        order by l.created_at desc, l.id desc limit ${MOST_LOCKED}) as found
    order by (found.locked_at is null), found.created_at desc limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** The licenses under an agreement, locked ones first. Index: licenses_agreement. */
export async function findLicensesOfAgreementsForStaff(
  handle: SearchHandle,
  agreementIds: readonly string[],
  limit: number,
): Promise<{ id: string; agreementId: string }[]> {
  if (agreementIds.length === 0) return [];
  const rows = await handle.execute<{ id: string; agreementId: string }>(sql`
    select id, agreement_id as "agreementId" from licenses where agreement_id = any(${arrayOf(agreementIds)}::uuid[])
    order by (locked_at is null), created_at desc limit ${limit}`);
  return [...rows];
}

/** An identifier that is registered somewhere, with one license of it (a locked one if there is) and how many there are. */
export type FoundApp = {
  platform: Platform;
  value: string;
  licenseId: string;
  /** Counted up to a hundred. */
  licenses: number;
  /** The other licenses, as far as they were read. */
  licenseIds: readonly string[];
};

type AppRow = { platform: string; value: string; ids: string[] };

/** Registered identifiers that match exactly what a device would send. Index: apps_match_key. */
export async function findAppsMeantForStaff(
  handle: SearchHandle,
  meant: readonly AppMeant[],
): Promise<FoundApp[]> {
  const keys = new Set(meant.flatMap(({ matchKeys }) => matchKeys.map((key) => key.toLowerCase())));
  if (keys.size === 0) return [];
  const rows = await handle.execute<AppRow & { key: string }>(sql`
    select found.platform, found.value, k.key,
           array_agg(found.license_id order by (l.locked_at is null), l.created_at desc) as ids
    from unnest(${arrayOf([...keys])}::text[]) as k (key)
    cross join lateral (select platform, value, license_id from apps where lower(match_key) collate "C" = k.key
                        limit ${MOST_REGISTRATIONS}) as found
    join licenses l on l.id = found.license_id
    group by found.platform, found.value, k.key`);
  const fits = rows.filter(({ platform, key }) =>
    meant.some(
      (one) => one.platform === platform && one.matchKeys.some((each) => each.toLowerCase() === key),
    ),
  );
  return foundApps(fits);
}

/** Registered identifiers by any part of them. Indexes: apps_match_key, apps_search_*. */
export async function findAppsByTextForStaff(
  handle: SearchHandle,
  search: Search & { beginningsOnly?: boolean },
): Promise<FoundApp[]> {
  const keys = await findByText(handle, {
    ...search,
    table: 'apps',
    columns: ['match_key'],
    key: `platform || ' ' || match_key`,
    limit: search.limit * 5,
  });
  if (keys.length === 0) return [];
  const matchKeys = [...new Set(keys.map((key) => key.slice(key.indexOf(' ') + 1).toLowerCase()))];
  const rows = await handle.execute<AppRow>(sql`
    select found.platform, found.value,
           array_agg(found.license_id order by (l.locked_at is null), l.created_at desc) as ids
    from unnest(${arrayOf(matchKeys)}::text[]) as k (key)
    cross join lateral (select platform, value, license_id from apps where lower(match_key) collate "C" = k.key
                        limit ${MOST_REGISTRATIONS}) as found
    join licenses l on l.id = found.license_id
    group by found.platform, found.value`);
  return foundApps(rows);
}

function foundApps(rows: readonly AppRow[]): FoundApp[] {
  return rows.flatMap(({ platform, value, ids }) => {
    const [licenseId] = ids;
    if (licenseId === undefined || !isPlatform(platform)) return [];
    return [{ platform, value, licenseId, licenses: new Set(ids).size, licenseIds: [...new Set(ids)] }];
  });
}

export type RefusedApp = {
  platform: Platform;
  value: string;
  licenseId: string;
  count: number;
  lastAt: Instant;
};

/** Identifiers that were refused since a moment, the same or beginning so, by license. Index: check_counts_refused. */
export async function findRefusedAppsForStaff(
  handle: SearchHandle,
  { words, since, limit }: { words: string; since: Instant; limit: number },
): Promise<RefusedApp[]> {
  if (words.length < 3) return [];
  const rows = await handle.execute<Omit<RefusedApp, 'platform'> & { platform: string }>(sql`
    select platform, app as value, license_id as "licenseId", sum(count)::float8 as count,
           round(extract(epoch from max(last_at)) * 1000)::float8 as "lastAt"
    from (select platform, app, license_id, count, last_at from check_counts
          where ${beginsWith(sql.raw('app'), words)} and outcome = 'refusal' and code = 'app-not-registered'
            and hour >= to_timestamp(${since}::float8 / 1000)
          limit ${MOST_REFUSED_ROWS}) as refused
    group by platform, app, license_id
    order by (lower(app) = ${words}) desc, sum(count) desc limit ${limit}`);
  return rows.flatMap(({ platform, ...rest }) => (isPlatform(platform) ? [{ ...rest, platform }] : []));
}

/** The keys of teams by name and slug. Indexes: teams_name, teams_slug_bytes, teams_search_*. */
export function findTeamsByTextForStaff(handle: SearchHandle, search: Search): Promise<string[]> {
  return findByText(handle, { ...search, table: 'teams', columns: ['name', 'slug'], key: 'id' });
}

/** The keys of people by name and address. Indexes: people_email_bytes, people_name, people_search_*. */
export function findPeopleByTextForStaff(handle: SearchHandle, search: Search): Promise<string[]> {
  return findByText(handle, { ...search, table: 'people', columns: ['email', 'name'], key: 'id' });
}

/** The keys of agreements by number and title. Indexes: agreements_number_bytes, agreements_title, agreements_search_*. */
export function findAgreementsByTextForStaff(handle: SearchHandle, search: Search): Promise<string[]> {
  return findByText(handle, { ...search, table: 'agreements', columns: ['number', 'title'], key: 'id' });
}

/** The keys of requests by subject. Indexes: requests_subject, requests_search_*. */
export function findRequestsByTextForStaff(handle: SearchHandle, search: Search): Promise<string[]> {
  return findByText(handle, { ...search, table: 'requests', columns: ['subject'], key: 'id' });
}

/** A list as Postgres reads one, whatever it holds: no text here has control characters. */
function arrayOf(values: readonly string[]): string {
  return `{${JSON.stringify(values).slice(1, -1)}}`;
}
