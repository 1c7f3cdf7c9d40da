import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { StartRefused } from '#lib/platform/start-refused.ts';
import { APP_ROLE, OWNER_ROLE } from './client.ts';
import { ensureSearchIndexes } from './search-indexes.ts';
import { MONTHS_AHEAD } from './upkeep.ts';

/** Any number no other program uses: several processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 7_301_995;
const LOCK_PAUSE_MS = 50;

/** What the app's role may read and add to, and nothing else. */
const APPEND_ONLY = ['audit_entries', 'audit_links', 'audit_heads'];

export type Migrated = {
  /** The role the app is to work as, or null when the login may not make or take one (`doctor` says so). */
  appRole: string | null;
  /** The role that owns the tables, and as which jobs are run; null like `appRole`. */
  ownerRole: string | null;
};

export type MigrateOptions = {
  /** A direct connection, not a pooler. */
  url: string;
  /** The folder `db/migrations` of this clone or build. */
  folder: string;
  /** Behind a pooler no role can be asked for at connection time; then it becomes the login's default in this database. */
  pooled?: boolean;
};

/**
 * Brings the database to this version: roles, tables, grants, partitions. Safe to run by several processes at once
 * and again. Throws StartRefused with what Postgres says when it cannot.
 */
export async function migrate({ url, folder, pooled = false }: MigrateOptions): Promise<Migrated> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined, connect_timeout: 10 });
  try {
    await sql`set role none`;
    await takeMigrationLock(sql);
    const roles = await prepareRoles(sql);
    if (roles.ownerRole) await sql.unsafe(`set role ${roles.ownerRole}`);
    await runMigrations(drizzle(sql, { casing: 'snake_case' }), { migrationsFolder: join(folder) });
    await sql`select ensure_check_partitions(${new Date().toISOString().slice(0, 10)}::date, ${MONTHS_AHEAD})`;
    await ensureSearchIndexes(sql);
    if (roles.appRole) await grant(sql, roles.appRole);
    if (pooled) await setDefaults(sql, roles.appRole);
    return roles;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartRefused(`The database cannot be brought to this version: ${reason}.`, { cause: error });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * Asks again and again instead of waiting in one statement: that would be a transaction under way, and whoever holds the
 * lock builds indexes concurrently, which waits for such.
 */
async function takeMigrationLock(sql: postgres.Sql): Promise<void> {
  for (;;) {
    const [row] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(${MIGRATION_LOCK}) as taken`;
    if (row?.taken) return;
    await setTimeout(LOCK_PAUSE_MS);
  }
}

async function prepareRoles(sql: postgres.Sql): Promise<Migrated> {
  const [login] = await sql<{ name: string; mayCreate: boolean; database: string }[]>`
    select rolname as name, rolsuper or rolcreaterole as "mayCreate", current_database() as database
    from pg_roles where rolname = session_user`;
  if (!login) throw new Error('the database does not list its own login');
  if (login.mayCreate) {
    // Roles belong to the whole server, so another database's migration may make them at the same moment.
    for (const role of [OWNER_ROLE, APP_ROLE]) {
      await sql.unsafe(
        `do $$ begin create role ${role} nologin; exception when duplicate_object or unique_violation then null; end $$`,
      );
      const [member] = await sql<
        { yes: boolean }[]
      >`select pg_has_role(session_user, ${role}, 'usage') as yes`;
      if (!member?.yes) await sql`grant ${sql(role)} to ${sql(login.name)}`;
    }
  }
  const [taken] = await sql<{ owner: boolean; app: boolean }[]>`
    select exists (select from pg_roles where rolname = ${OWNER_ROLE} and pg_has_role(session_user, oid, 'member')) as owner,
           exists (select from pg_roles where rolname = ${APP_ROLE} and pg_has_role(session_user, oid, 'member')) as app`;
  if (!taken?.owner || !taken.app) return { appRole: null, ownerRole: null };
  if (login.mayCreate || (await ownsDatabase(sql))) {
    await sql`grant create, connect, temporary on database ${sql(login.database)} to ${sql(OWNER_ROLE)}`;
    await sql`grant all on schema public to ${sql(OWNER_ROLE)}`;
  }
  return { appRole: APP_ROLE, ownerRole: OWNER_ROLE };
}

async function ownsDatabase(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ yes: boolean }[]>`
    select pg_has_role(session_user, datdba, 'usage') as yes from pg_database where datname = current_database()`;
  return row?.yes ?? false;
}

/**
 * Everything but the audit log may be changed by the app; that may only grow. Only on what is ours: somebody else may
 * keep tables in the same schema.
 */
async function grant(sql: postgres.Sql, role: string): Promise<void> {
  const app = sql(role);
  const tables = await sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' and tableowner = current_user order by 1`;
  await sql.begin(async (tx) => {
    await tx`grant usage on schema public to ${app}`;
    for (const { name } of tables) {
      await tx`grant select, insert, update, delete on ${sql(name)} to ${app}`;
    }
    for (const name of APPEND_ONLY) {
      await tx`revoke all on ${sql(name)} from ${app}`;
      await tx`grant select, insert on ${sql(name)} to ${app}`;
    }
    await tx`grant usage on schema drizzle to ${app}`;
    await tx`grant select on all tables in schema drizzle to ${app}`;
  });
}

async function setDefaults(sql: postgres.Sql, role: string | null): Promise<void> {
  await sql`set role none`;
  const [at] = await sql<
    { login: string; database: string }[]
  >`select session_user as login, current_database() as database`;
  if (!at) return;
  const target = `alter role "${at.login}" in database "${at.database}" set`;
  await sql.unsafe(`${target} synchronous_commit = 'on'`);
  if (role) await sql.unsafe(`${target} role = '${role}'`);
}
