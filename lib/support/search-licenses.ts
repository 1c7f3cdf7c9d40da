import type { Tx } from '#db/client.ts';
import { listLicensesByIdForStaff } from '#db/queries/licenses.ts';
import {
  type FoundApp,
  findAppsByTextForStaff,
  findAppsMeantForStaff,
  findLicenseIdsByPrefixForStaff,
  findLicenseIdsForStaff,
  findLicensesByTextForStaff,
  findLockedLicensesForStaff,
  findRefusedAppsForStaff,
  findRenamedLicensesForStaff,
} from '#db/queries/search.ts';
import type { SearchMode } from '#db/queries/text-search.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import type { SearchQuery } from '#lib/domain/search-query.ts';
import { bestOf, rankOf } from '#lib/domain/search-rank.ts';
import type { Find } from './search-view.ts';

/** So many of a group are read; more are found by typing more. */
const LICENSES = 12;
const APPS = 8;
/** Hours of refused checks are kept as long. */
const REFUSED_MS = 35 * DAY_MS;

type LicenseFind = Extract<Find, { licenseId: string }>;

/** Licenses by their ID, their names and their identifiers. */
export async function findLicenses(
  tx: Tx,
  query: SearchQuery,
  { mode, now }: { mode: SearchMode; now: Instant },
): Promise<LicenseFind[]> {
  const words = { words: query.words, mode, limit: LICENSES };
  const [byId, byText, locked, renamed, byApp] = await Promise.all([
    findById(tx, query),
    findLicensesByTextForStaff(tx, words),
    findLockedLicensesForStaff(tx, words),
    findRenamedLicensesForStaff(tx, words),
    findByApp(tx, query, { mode, now }),
  ]);
  const rows = await listLicensesByIdForStaff(tx, [...new Set([...locked, ...byText])]);
  const named = rows.map((row) => {
    const best = bestOf(query.words, [
      { text: row.licensee, why: `The licensee is ${row.licensee}.` },
      { text: row.name, why: `It is named ${row.name}.` },
    ]);
    return license(row.id, best.why, best.rank);
  });
  const former = renamed.map((id) => license(id, 'Its licensee was called so before.', 'begins'));
  return [...byId, ...byApp, ...named, ...former];
}

async function findById(tx: Tx, query: SearchQuery): Promise<LicenseFind[]> {
  const { exact, alike, near } = query.ids;
  if (exact !== null) {
    const why = query.signed ? `Read from ${SIGNED[query.signed.as]}.` : 'This is its License ID.';
    const [id] = await findLicenseIdsForStaff(tx, [exact]);
    if (id !== undefined) return [license(id, why, 'exact')];
  }
  if (query.signed) return [];
  const [likely, possible, begun] = await Promise.all([
    findLicenseIdsForStaff(tx, alike),
    findLicenseIdsForStaff(tx, near),
    query.idPrefix === null ? [] : findLicenseIdsByPrefixForStaff(tx, query.idPrefix, LICENSES),
  ]);
  return [
    ...likely.map((id) => license(id, 'Its License ID differs in characters that look alike.', 'mistyped')),
    ...possible.map((id) => license(id, 'Its License ID differs in one character.', 'mistyped')),
    ...begun.map((id) => license(id, 'Its License ID begins so.', 'begins')),
  ];
}

const SIGNED = {
  'license-key': 'a license key',
  lease: 'a signed answer, a lease',
  lock: 'a signed answer, a lock',
  refusal: 'a signed answer, a refusal',
  request: 'the request of a check',
} as const;

async function findByApp(
  tx: Tx,
  query: SearchQuery,
  { mode, now }: { mode: SearchMode; now: Instant },
): Promise<LicenseFind[]> {
  const { words } = query;
  const canonical = new Set(query.apps.map((app) => app.canonical.toLowerCase()));
  const since = now - REFUSED_MS;
  const [meant, byText, ...refused] = await Promise.all([
    findAppsMeantForStaff(tx, query.apps),
    findAppsByTextForStaff(tx, { words, mode, limit: APPS, beginningsOnly: query.apps.length > 0 }),
    ...[...new Set([words, ...canonical])].map((text) =>
      findRefusedAppsForStaff(tx, { words: text, since, limit: APPS }),
    ),
  ]);
  const exact = meant.flatMap((app) =>
    app.licenseIds.slice(0, LICENSES).map((id) => license(id, coversSays(app, query), 'exact')),
  );
  // What reads as a whole identifier is one, or its beginning; only when it is neither, a part of one.
  const isPart = query.apps.length > 0 && meant.length + byText.length === 0;
  const parts = isPart ? await findAppsByTextForStaff(tx, { words, mode, limit: APPS }) : [];
  const registered = [...meant, ...byText, ...parts].map((app) => appFind(app, query));
  const turnedAway = refused.flat().map(
    (app): LicenseFind => ({
      group: 'app',
      key: `${app.platform} ${app.value} ${app.licenseId}`,
      rank: canonical.has(app.value.toLowerCase()) ? 'exact' : rankOf(words, app.value),
      licenseId: app.licenseId,
      why: `${app.value} (${app.platform}) is not registered and was refused ${times(app.count)} in the last 35 days.`,
      request: null,
      app: {
        platform: app.platform,
        value: app.value,
        licenses: 0,
        refused: { count: app.count, lastAt: new Date(app.lastAt).toISOString() },
      },
    }),
  );
  return [...exact, ...byRank(registered).slice(0, APPS), ...byRank(turnedAway).slice(0, APPS)];
}

const byRank = (finds: LicenseFind[]) =>
  finds.sort((a, b) => Number(b.rank === 'exact') - Number(a.rank === 'exact'));

function appFind(app: FoundApp, query: SearchQuery): LicenseFind {
  const { platform, value, licenseId, licenses } = app;
  const isMeant = query.apps.some(
    (one) =>
      one.platform === platform && one.matchKeys.some((key) => key.toLowerCase() === value.toLowerCase()),
  );
  return {
    group: 'app',
    key: `${platform} ${value}`,
    rank: isMeant ? 'exact' : rankOf(query.words, value),
    licenseId,
    why: isMeant ? coversSays(app, query) : `${value} (${platform}) is registered.`,
    request: null,
    app: { platform, value, licenses, refused: null },
  };
}

function coversSays({ platform, value }: FoundApp, query: SearchQuery): string {
  const asked = query.apps.find((one) => one.platform === platform)?.canonical ?? query.words;
  return value.includes('*') && asked !== value
    ? `${value} (${platform}) is registered, and covers ${asked}.`
    : `${value} (${platform}) is registered.`;
}

function license(licenseId: string, why: string, rank: LicenseFind['rank']): LicenseFind {
  return { group: 'license', key: licenseId, licenseId, why, rank, app: null, request: null };
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
