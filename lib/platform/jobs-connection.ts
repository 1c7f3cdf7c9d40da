import { Logger } from 'graphile-worker';
import pg from 'pg';
import { log } from './log.ts';

export type JobsConnection = {
  /** A direct connection, not a pooler. Of several hosts the primary is used. */
  url: string;
  /** The role that owns the job tables, from `migrate`; null where the login may not take one. */
  ownerRole: string | null;
};

const CONNECT_MS = 10_000;
/** Two jobs, the one who listens, the clock, and one to spare. */
const CONNECTIONS = 5;

/** A pool at the primary, working as the owner's role. The caller ends it. */
export async function openJobsPool(connection: JobsConnection): Promise<pg.Pool> {
  const pool = new pg.Pool({
    connectionString: await primaryOf(connection),
    max: CONNECTIONS,
    application_name: 'leasehold jobs',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
  });
  // A connection that breaks tells so twice: here, and whoever uses it, by the query that fails. That one is enough.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

async function primaryOf({ url, ownerRole }: JobsConnection): Promise<string> {
  const candidates = hostsOf(url).map((host) => asRole(host, ownerRole));
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return only;
  const failures: unknown[] = [];
  for (const candidate of candidates) {
    try {
      if (await isPrimary(candidate)) return candidate;
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(failures, 'no database host is the primary now');
}

async function isPrimary(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', ignore);
  try {
    await client.connect();
    const { rows } = await client.query<{ yes: boolean }>('select not pg_is_in_recovery() as yes');
    return rows[0]?.yes ?? false;
  } finally {
    await client.end();
  }
}

/** The address once for each host: the driver of graphile-worker knows only one at a time. */
function hostsOf(url: string): string[] {
  const [, before = '', hosts = '', after = ''] = /^(\w+:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/s.exec(url) ?? [];
  return hosts
    .split(',')
    .filter(Boolean)
    .map((host) => `${before}${host}${after}`);
}

function asRole(url: string, ownerRole: string | null): string {
  const address = new URL(url);
  const { searchParams } = address;
  if (ownerRole !== null) {
    const options = [searchParams.get('options'), `-c role=${ownerRole}`].filter(Boolean).join(' ');
    searchParams.set('options', options);
  }
  // What sslmode means to libpq, and to the app's own driver, and not the stricter meaning node-postgres gives it.
  if (searchParams.has('sslmode')) searchParams.set('uselibpqcompat', 'true');
  return address.href;
}

/** graphile-worker's own words: what it calls an error is worth reading, the rest is not. */
export const jobsLogger = new Logger(() => (level, message, meta) => {
  if (level === 'error') log.warn({ err: meta?.error }, message);
});

function ignore(): undefined {
  return undefined;
}
