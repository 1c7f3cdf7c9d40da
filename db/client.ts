import type { PgDatabase } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { processSlot } from '#lib/platform/process-state.ts';

/** The role that owns the tables; nobody logs in as it. */
export const OWNER_ROLE = 'leasehold_owner';
/** The role the app works as: it may not change what was written into the audit log. */
export const APP_ROLE = 'leasehold_app';

/** A pool or a transaction: what queries take first. */
export type Handle = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>;
/** A transaction: what queries that write take, so that they cannot run outside one. */
export type Tx = Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0];
/** The raw client of the hot path. */
export type Sql = postgres.Sql;

export type Database = {
  orm: PostgresJsDatabase;
  /** A pool of its own for checks: drizzle changes how its client reads dates, and pages must not delay checks. */
  checks: Sql;
  /** Runs fn in one transaction; throwing rolls back. */
  transaction<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** One round trip; throws when the database cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  url: string;
  /** False behind a pooler in transaction mode: no prepared statements, no start-up parameters. */
  prepare: boolean;
  /** The role to work as, from `migrate`; null where the login may not take one. */
  role: string | null;
  /** How many connections there may be for everything but checks; from `pageConnections` where processes share them. */
  pages?: number | undefined;
};

/** Of checks: two batches, a crowded hour, and unknown licenses. */
export const CHECK_CONNECTIONS = 4;
export const MOST_PAGE_CONNECTIONS = 10;
const RECONNECT_SECONDS = 0.2;
const CHECK_TIMEOUT_MS = 5_000;

const slot = processSlot<Database>('database');

/** Opens the pools of this process. Connections are made when first needed. */
export function openDatabase({
  url,
  prepare,
  role,
  pages = MOST_PAGE_CONNECTIONS,
}: DatabaseOptions): Database {
  const common = {
    prepare,
    onnotice: () => undefined,
    connect_timeout: 10,
    // The driver's own pauses grow to 20 s; a database that is back should be noticed at once.
    backoff: () => RECONNECT_SECONDS,
    // Of several hosts the primary: the others cannot count a check.
    ...(/\/\/[^/]*,/.test(url) && { target_session_attrs: 'read-write' as const }),
  };
  // A pooler takes no parameters at connection time: there migrate sets the first two as the login's defaults.
  const session = {
    application_name: 'leasehold',
    synchronous_commit: 'on',
    ...(role !== null && { role }),
  };
  // A statement that hangs must not keep one of the few places of checks; and their plans never depend on a value.
  const checkSession = {
    ...session,
    statement_timeout: CHECK_TIMEOUT_MS,
    plan_cache_mode: 'force_generic_plan',
    // Nor on how much there was when they were made: one made while tables are empty would scan them.
    enable_seqscan: 'off',
    enable_hashjoin: 'off',
    enable_mergejoin: 'off',
  };
  const ormClient = postgres(url, { ...common, max: pages, ...(prepare && { connection: session }) });
  const checks = postgres(url, {
    ...common,
    max: CHECK_CONNECTIONS,
    ...(prepare && { connection: checkSession }),
  });
  const orm = drizzle(ormClient, { casing: 'snake_case' });
  return {
    orm,
    checks,
    transaction: (fn) => orm.transaction(fn),
    ping: async () => {
      await checks`select 1`;
    },
    close: async () => {
      await Promise.all([ormClient.end({ timeout: 5 }), checks.end({ timeout: 5 })]);
    },
  };
}

/** Makes `database` this process's own. Called once by server.ts, the command line and tests. */
export function installDatabase(database: Database): void {
  slot.set(database);
}

/** The pools of this process. */
export function database(): Database {
  return slot.get();
}

/**
 * Whether a pooler in transaction mode stands between: then the queries of one connection are answered by several
 * backends when two connections ask at once. Finding one backend each is no proof that there is none.
 */
export async function findsPooler(checks: Sql): Promise<boolean> {
  const backends = await Promise.all([watchBackends(checks), watchBackends(checks)]);
  return backends.some((pids) => pids.size > 1);
}

async function watchBackends(checks: Sql): Promise<Set<number>> {
  const connection = await checks.reserve();
  try {
    const pids = new Set<number>();
    for (let n = 0; n < 25; n++) {
      const [row] = await connection<{ pid: number }[]>`select pg_backend_pid() as pid`;
      if (row) pids.add(row.pid);
    }
    return pids;
  } finally {
    connection.release();
  }
}
