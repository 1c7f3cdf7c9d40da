import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { OWNER_ROLE } from '#db/client.ts';
import type { EmbeddedDatabase } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { migrateJobs } from '#lib/platform/jobs.ts';
import { BENCH_LICENSE_ID_SQL, MOST_LICENSES } from './license-ids.ts';
import { BENCH_CHECK } from './load/check-requests.ts';

/** A database with licenses in it. */
export type BenchDatabase = { name: string; url: string; licenses: number };

/** A run that begins so shortly before an hour ends goes on in the next. */
const LONGEST_COMPARISON = '25 minutes';
/** How many licenses a team has. */
const TEAM_SIZE = 10;

/** Databases in the one server of the benchmark, each made when first asked for. */
export class Databases {
  readonly #server: Pick<EmbeddedDatabase, 'url' | 'adminUrl'>;
  readonly #clone: string;
  readonly #made = new Map<string, Promise<BenchDatabase>>();

  constructor(server: Pick<EmbeddedDatabase, 'url' | 'adminUrl'>, clone: string) {
    this.#server = server;
    this.#clone = clone;
  }

  /**
   * A database of ours with so many licenses. Those of the hour under way have been checked already, so that what is
   * measured is not how an hour begins.
   */
  async ours(licenses: number): Promise<BenchDatabase> {
    const database = await this.#once(`ours_${licenses}`, licenses, () => Promise.resolve());
    await this.asAdmin(database.name, beginHour);
    return database;
  }

  /** The same licenses, with the tables of the usual way. */
  usual(licenses: number): Promise<BenchDatabase> {
    const tables = readFileSync(join(this.#clone, 'bench', 'usual-way', 'tables.sql'), 'utf8');
    return this.#once(`usual_${licenses}`, licenses, async (admin) => {
      await admin.unsafe(`set role ${OWNER_ROLE}; ${tables}; reset role;`);
      await admin`vacuum (analyze) usual_totals`;
    });
  }

  /** Runs fn as superuser. */
  async asAdmin<T>(database: string, fn: (admin: postgres.Sql) => Promise<T>): Promise<T> {
    const admin = postgres(withName(this.#server.adminUrl, database), { max: 1, onnotice: () => undefined });
    try {
      return await fn(admin);
    } finally {
      await admin.end({ timeout: 5 });
    }
  }

  #once(
    name: string,
    licenses: number,
    complete: (admin: postgres.Sql) => Promise<void>,
  ): Promise<BenchDatabase> {
    const made = this.#made.get(name) ?? this.#make(name, licenses, complete);
    this.#made.set(name, made);
    return made;
  }

  async #make(
    name: string,
    licenses: number,
    complete: (admin: postgres.Sql) => Promise<void>,
  ): Promise<BenchDatabase> {
    const url = withName(this.#server.url, name);
    await this.asAdmin('postgres', (admin) => admin.unsafe(`create database ${name} owner ${OWNER_ROLE}`));
    const { ownerRole } = await migrate({ url, folder: join(this.#clone, 'db', 'migrations') });
    await migrateJobs({ url, ownerRole });
    await this.asAdmin(name, async (admin) => {
      await insertLicenses(admin, licenses);
      await complete(admin);
    });
    return { name, url, licenses };
  }
}

/** Licenses as a trial makes them, one identifier each, past every use case: there may be a million. */
async function insertLicenses(admin: postgres.Sql, licenses: number): Promise<void> {
  if (licenses > MOST_LICENSES) throw new RangeError(`${licenses} licenses are more than ${MOST_LICENSES}`);
  // Foreign keys are right by construction; looking each up would take minutes.
  await admin`set session_replication_role = replica`;
  const [person] = await admin<{ id: string }[]>`
    insert into people (email, name, created_at) values ('bench@example.com', 'Bench', now()) returning id`;
  if (!person) throw new Error('a row was not inserted');
  await admin`
    insert into teams (slug, name, created_at)
    select 'bench-' || n, 'Bench ' || n, now() from generate_series(0, ${Math.floor((licenses - 1) / TEAM_SIZE)}) as n`;
  const { licensee, product, platform, app } = BENCH_CHECK;
  await admin`
    insert into licenses (id, team_id, kind, name, licensee, products, platforms, starts_at, ends_at, lease_seconds,
                          grace_seconds, retry_seconds, key, created_at, created_by)
    select ${admin.unsafe(BENCH_LICENSE_ID_SQL)}, teams.id, 'trial', 'A license', ${licensee}, ${[product]},
           ${[platform]}, now() - interval '1 day', now() + interval '29 days', 3600, 86400, 300, repeat('k', 400),
           now() - random() * interval '1 year', ${person.id}
    from generate_series(0::bigint, ${licenses - 1}::bigint) as n
    join teams on slug = 'bench-' || n / ${TEAM_SIZE}`;
  await admin`
    insert into apps (license_id, platform, value, match_key, created_at, created_by)
    select id, ${platform}, ${app}, ${app}, now(), ${person.id} from licenses`;
  await admin`set session_replication_role = default`;
  await admin`vacuum (analyze) licenses, apps`;
}

/** A row of counts for each license in every hour that a run might see. */
async function beginHour(admin: postgres.Sql): Promise<void> {
  const { platform, app, product, version, os } = BENCH_CHECK;
  await admin`
    insert into check_counts (license_id, hour, platform, app, product, version, os, outcome, code, count, last_at,
                              lease_ends_at, grace_ends_at)
    select id, hour, ${platform}, ${app}, ${product}, ${version}, ${os}, 'lease', '', 1, hour,
           hour + interval '1 hour', hour + interval '25 hours'
    from licenses,
         (select distinct date_trunc('hour', at, 'UTC') as hour
          from (values (now()), (now() + ${LONGEST_COMPARISON}::interval)) as moments (at)) as hours
    order by hour, id
    on conflict do nothing`;
  await admin`vacuum (analyze) check_counts`;
}

function withName(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
