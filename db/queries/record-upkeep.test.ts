// Long, because every way in which folding can be cut short or repeated is played through.
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { sumChecks } from '#db/queries/check-counts.ts';
import { addCheckCounts, addUnknownChecks, type CheckCount } from '#db/queries/checks.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import { NOT_AN_IDENTIFIER } from '#lib/validation/check-count.ts';
import { makeRecorder } from '#lib/validation/recorder.ts';
import { parseCheckRequest } from '#sdk/protocol/check-request.ts';
import type { LicenseId } from '#sdk/protocol/license-id.ts';
import { checkFor, insertLicenseRow } from '../../e2e/check-scene.ts';
import { makeKeys } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { foldCounts, keepTables } from '../upkeep.ts';
import { ensureCheckPartitions } from './condition.ts';
import { dropOldCounts, foldSomeHours } from './record-upkeep.ts';

const testDatabase = useTestDatabase();
const HOUR_MS = 3_600_000;
/** 35 days later, April and half of May are old. */
const NOW = Date.UTC(2027, 5, 20, 3, 17);
const OLD = Date.UTC(2027, 4, 15);

let licenses: LicenseId[];

beforeAll(async () => {
  const { sql } = testDatabase;
  // As far from UTC as a server's own time zone can be, and with a summer time.
  await sql.unsafe(
    `alter database ${(await sql`select current_database() as name`)[0]?.name} set timezone = 'Pacific/Chatham'`,
  );
  licenses = [await insertLicenseRow(sql), await insertLicenseRow(sql), await insertLicenseRow(sql)].sort();
  await makeKeys(testDatabase);
});

beforeEach(async () => {
  await ensureCheckPartitions(testDatabase.database.orm, Date.UTC(2027, 3, 1), 3);
  await testDatabase.sql`truncate check_counts, unknown_check_counts`;
  for (const { name } of await partitions())
    await testDatabase.sql`comment on table ${testDatabase.sql(name)} is null`;
});

async function partitions() {
  return testDatabase.sql<{ name: string; note: string | null }[]>`
    select relname as name, obj_description(oid, 'pg_class') as note from pg_inherits join pg_class on oid = inhrelid
    where inhparent = 'check_counts'::regclass order by 1`;
}

function count(hour: Instant, changes: Partial<CheckCount> = {}): CheckCount {
  return {
    licenseId: licenses[0] as LicenseId,
    hour,
    platform: 'android',
    app: 'com.acme.app',
    product: 'BlinkID',
    version: '7.8.1',
    os: '15',
    outcome: 'lease',
    code: '',
    count: 1,
    lastAt: hour + 60_000,
    leaseEndsAt: hour + HOUR_MS,
    graceEndsAt: hour + 2 * HOUR_MS,
    ...changes,
  };
}

async function add(...counts: CheckCount[]): Promise<void> {
  const sorted = counts.toSorted((a, b) => (a.licenseId < b.licenseId ? -1 : 1) || a.hour - b.hour);
  await addCheckCounts(testDatabase.database.checks, sorted, { rows: 1e6, newRows: 1e6 });
}

type Row = {
  hour: string;
  app: string;
  outcome: string;
  count: number;
  lastAt: string;
  leaseEndsAt: string | null;
};

function rows(): Promise<Row[]> {
  const text = (column: string) =>
    testDatabase.sql`to_char(${testDatabase.sql(column)} at time zone 'UTC', 'MM-DD HH24:MI')`;
  return testDatabase.sql<Row[]>`
    select ${text('hour')} as hour, app, outcome, count::int4 as count, ${text('last_at')} as "lastAt",
           ${text('lease_ends_at')} as "leaseEndsAt"
    from check_counts order by license_id, check_counts.hour, app, outcome`;
}

const fold = () => foldCounts(testDatabase.database.orm, NOW);

test('hours older than 35 days become a day with their sum and the latest of each time; younger ones stay', async () => {
  await add(
    count(OLD, { count: 3 }),
    count(OLD + 5 * HOUR_MS, { count: 4 }),
    count(OLD + 23 * HOUR_MS, { count: 5, leaseEndsAt: OLD + 90 * HOUR_MS }),
    count(OLD + 7 * HOUR_MS, {
      outcome: 'lock',
      code: 'license-locked',
      count: 6,
      leaseEndsAt: null,
      graceEndsAt: null,
    }),
    count(OLD + DAY_MS, { count: 7 }),
    count(OLD + DAY_MS + HOUR_MS, { count: 8 }),
  );
  await fold();
  expect(await rows()).toEqual([
    {
      hour: '05-15 00:00',
      app: 'com.acme.app',
      outcome: 'lease',
      count: 12,
      lastAt: '05-15 23:01',
      leaseEndsAt: '05-18 18:00',
    },
    {
      hour: '05-15 00:00',
      app: 'com.acme.app',
      outcome: 'lock',
      count: 6,
      lastAt: '05-15 07:01',
      leaseEndsAt: null,
    },
    {
      hour: '05-16 00:00',
      app: 'com.acme.app',
      outcome: 'lease',
      count: 7,
      lastAt: '05-16 00:01',
      leaseEndsAt: '05-16 01:00',
    },
    {
      hour: '05-16 01:00',
      app: 'com.acme.app',
      outcome: 'lease',
      count: 8,
      lastAt: '05-16 01:01',
      leaseEndsAt: '05-16 02:00',
    },
  ]);
});

test('days are summed as before, by every group', async () => {
  for (const licenseId of licenses) {
    for (let hour = Date.UTC(2027, 3, 1); hour < NOW - DAY_MS; hour += 5 * HOUR_MS) {
      await add(count(hour, { licenseId, os: `${hour % 3}` }), count(hour, { licenseId, version: '7.9' }));
    }
  }
  const sums = () =>
    Promise.all(
      (['day', 'app', 'version', 'platform', 'os'] as const).map((by) =>
        sumChecks(testDatabase.database.orm, licenses[1] ?? '', by, { from: 0, to: NOW }),
      ),
    );
  const before = await sums();
  await fold();
  expect(await sums()).toEqual(before);
  expect((await rows()).filter(({ hour }) => hour < '05-16' && !hour.endsWith('00:00'))).toEqual([]);
});

test('a fold that runs again changes nothing, also when it begins anew', async () => {
  await add(
    ...licenses.flatMap((licenseId) => [1, 2, 3].map((nth) => count(OLD + nth * HOUR_MS, { licenseId }))),
  );
  await fold();
  const after = await rows();
  expect(after).toHaveLength(3);
  await fold();
  expect(await rows()).toEqual(after);
  for (const { name } of await partitions())
    await testDatabase.sql`comment on table ${testDatabase.sql(name)} is null`;
  await fold();
  expect(await rows()).toEqual(after);
});

test('a fold that is cut short after any step loses and doubles nothing, and is finished by the next', async () => {
  const { sql, database } = testDatabase;
  for (const licenseId of licenses) {
    await add(
      ...Array.from({ length: 24 * 40 }, (_, nth) =>
        count(OLD - 20 * DAY_MS + nth * HOUR_MS, { licenseId, count: 2 }),
      ),
    );
  }
  const total = async () => (await sql`select sum(count)::int4 as total from check_counts`)[0]?.total;
  const before = Date.UTC(2027, 4, 16);
  let steps = 0;
  while ((await foldSomeHours(database.orm, before)) === 'folded') {
    steps += 1;
    expect(await total()).toBe(3 * 24 * 40 * 2);
  }
  expect(steps).toBeGreaterThan(40);
  expect((await rows()).filter(({ hour }) => hour < '05-16')).toHaveLength(3 * 21);
});

test('two that fold at once share the work and count nothing twice', async () => {
  await add(...Array.from({ length: 24 * 10 }, (_, nth) => count(OLD - 9 * DAY_MS + nth * HOUR_MS)));
  const { orm } = testDatabase.database;
  const work = async () => {
    for (;;) if ((await foldSomeHours(orm, Date.UTC(2027, 4, 16))) === 'done') return;
  };
  await Promise.all([work(), work(), work()]);
  expect((await rows()).map(({ count: sum }) => sum)).toEqual(Array(10).fill(24));
});

test('a license with more rows in a day than a step has is folded whole', async () => {
  const crowd = Array.from({ length: 2_400 }, (_, nth) =>
    count(OLD + (nth % 24) * HOUR_MS, { os: `${nth}` }),
  );
  await add(...crowd, ...licenses.slice(1).map((licenseId) => count(OLD + HOUR_MS, { licenseId })));
  await fold();
  expect(await rows()).toHaveLength(2_402);
});

test('an identifier that was refused is forgotten after 35 days, and one that was registered or locked out is not', async () => {
  const refused = {
    outcome: 'refusal',
    code: 'app-not-registered',
    leaseEndsAt: null,
    graceEndsAt: null,
  } as const;
  await add(
    count(OLD, { ...refused, app: 'com.secret.one' }),
    count(OLD + HOUR_MS, { ...refused, app: 'com.secret.two' }),
    count(OLD + HOUR_MS, { ...refused, app: NOT_AN_IDENTIFIER }),
    count(OLD, { ...refused, code: 'version-not-covered' }),
    count(OLD),
    count(OLD + DAY_MS, { ...refused, app: 'com.secret.young' }),
  );
  await fold();
  expect((await rows()).map(({ app, count: sum }) => `${app} ${sum}`)).toEqual([
    'com.acme.app 1',
    'com.acme.app 1',
    `${NOT_AN_IDENTIFIER} 3`,
    'com.secret.young 1',
  ]);
});

test('a month whose days are all folded is written anew, still takes what comes, and is not looked at again', async () => {
  const april = Date.UTC(2027, 3, 1);
  const { sql, database } = testDatabase;
  await add(...Array.from({ length: 24 * 30 }, (_, nth) => count(april + nth * HOUR_MS)));
  const size = async () => Number((await sql`select pg_table_size('check_counts_2027_04') as size`)[0]?.size);
  const before = await size();
  await fold();
  expect(await size()).toBeLessThan(before / 4);
  expect((await partitions()).filter(({ note }) => note === 'folded').map(({ name }) => name)).toContain(
    'check_counts_2027_04',
  );
  await add(count(april + HOUR_MS, { count: 5 }));
  expect(
    await sumChecks(database.orm, licenses[0] ?? '', 'platform', { from: april, to: OLD }),
  ).toMatchObject([{ total: 725 }]);
  const [role] = await sql`
    select has_table_privilege('leasehold_app', 'check_counts', 'insert') as may,
           (select count(*)::int4 from pg_constraint where conrelid = 'check_counts_2027_04'::regclass and contype = 'c') as left`;
  expect(role).toEqual({ may: true, left: 0 });
});

test('hours with unknown License IDs are folded too, and go with their month', async () => {
  const { sql, database } = testDatabase;
  const hours = [OLD, OLD + HOUR_MS, OLD + DAY_MS, OLD + DAY_MS + HOUR_MS];
  await addUnknownChecks(
    database.checks,
    hours.map((hour, nth) => ({ hour, count: nth + 1, lastAt: hour + 1_000 })),
  );
  const unknown = async () =>
    (await sql`select hour, count::int4 as count, last_at from unknown_check_counts order by hour`).map(
      ({ hour, count: sum, last_at }) => [hour.getTime(), sum, last_at.getTime()],
    );
  await fold();
  await fold();
  expect(await unknown()).toEqual([
    [OLD, 3, OLD + HOUR_MS + 1_000],
    [OLD + DAY_MS, 3, OLD + DAY_MS + 1_000],
    [OLD + DAY_MS + HOUR_MS, 4, OLD + DAY_MS + HOUR_MS + 1_000],
  ]);
  await dropOldCounts(database.orm, Date.UTC(2027, 4, 31));
  expect(await unknown()).toHaveLength(3);
  await dropOldCounts(database.orm, Date.UTC(2027, 5, 1));
  expect(await unknown()).toEqual([]);
});

test('months are made three ahead and dropped after 25, while somebody reads and checks go on', async () => {
  const { sql, database } = testDatabase;
  const names = async () => (await partitions()).map(({ name }) => name.slice(-7));
  await ensureCheckPartitions(database.orm, Date.UTC(2026, 8, 1), 2);
  const kept = await sql.begin(async (reader) => {
    await reader`select count(*) from check_counts`;
    const keeping = keepTables(database.orm, Date.UTC(2028, 10, 30, 23, 59, 59, 999));
    for (let nth = 0; nth < 10; nth += 1) await add(count(OLD + nth * HOUR_MS));
    return [keeping];
  });
  await kept[0];
  expect(await names()).toEqual(
    expect.arrayContaining(['2026_10', '2028_11', '2028_12', '2029_01', '2029_02']),
  );
  expect((await names())[0]).toBe('2026_10');
  await keepTables(database.orm, Date.UTC(2028, 11, 1));
  expect((await names())[0]).toBe('2026_11');
  expect((await names()).at(-1)).toBe('2029_03');
});

test.each([
  ['a month', Date.UTC(2027, 0, 31, 23, 30)],
  ['February', Date.UTC(2027, 1, 28, 23, 30)],
  ['a year', Date.UTC(2026, 11, 31, 23, 30)],
  ['summer time in Europe', Date.UTC(2027, 2, 28, 0, 30)],
  ['winter time in America', Date.UTC(2026, 10, 1, 5, 30)],
  ['summer time where the database thinks it is', Date.UTC(2027, 3, 3, 13, 30)],
])(
  'of an hour of checks across the beginning or end of %s none is lost or counted in another hour',
  async (_, from) => {
    const { database } = testDatabase;
    await ensureCheckPartitions(database.orm, from, 1);
    const recorder = makeRecorder({ sql: database.checks });
    const parsed = parseCheckRequest(Buffer.from(JSON.stringify(checkFor(licenses[0] ?? ''))));
    if (!parsed.ok) throw new Error(parsed.code);
    const { check } = parsed;
    const ask = (second: number) =>
      recorder.record({ check, network: 'x', now: () => from + second * 1_000 });
    const recorded = await Promise.all(Array.from({ length: 3_600 }, (_, second) => ask(second)));
    await recorder.close();
    expect(recorded.filter(({ kind }) => kind !== 'answered')).toEqual([]);
    const found = await testDatabase.sql`
    select (extract(epoch from hour) * 1000)::float8 as hour, sum(count)::int4 as count from check_counts group by 1 order by 1`;
    expect([...found]).toEqual([
      { hour: from - HOUR_MS / 2, count: 1_800 },
      { hour: from + HOUR_MS / 2, count: 1_800 },
    ]);
  },
);
