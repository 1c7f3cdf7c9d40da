import postgres from 'postgres';
import { StartRefused } from '#lib/platform/start-refused.ts';
import { CHECK_CONNECTIONS, MOST_PAGE_CONNECTIONS } from './client.ts';

/** Of the process that looks after workers: for jobs, and for what it asks itself. */
export const KEEPER_CONNECTIONS = 3;
/** Beside what workers use: jobs (5), the keeper's own, and a command or two that run beside the app. */
const OTHER_CONNECTIONS = 5 + KEEPER_CONNECTIONS + 4;
const LEAST_PAGE_CONNECTIONS = 2;

export type PoolOptions = {
  workers: number;
  /** How many connections the server allows us (`readConnectionLimit`). */
  allowed: number;
};

/** How many connections a worker may use for all but checks, so that all of them together find room; null when they cannot. */
export function pageConnections({ workers, allowed }: PoolOptions): number | null {
  const each = Math.floor((allowed - OTHER_CONNECTIONS) / workers) - CHECK_CONNECTIONS;
  return each < LEAST_PAGE_CONNECTIONS ? null : Math.min(each, MOST_PAGE_CONNECTIONS);
}

/** `pageConnections`, or the line that a start with too many workers ends with. */
export function pageConnectionsOrRefuse({ workers, allowed }: PoolOptions): number {
  const pages = pageConnections({ workers, allowed });
  if (pages !== null) return pages;
  const least = CHECK_CONNECTIONS + LEAST_PAGE_CONNECTIONS;
  const most = Math.max(1, Math.floor((allowed - OTHER_CONNECTIONS) / least));
  throw new StartRefused(
    `WORKERS is "${workers}"; it must be at most ${most} with a database that allows ${allowed} connections ` +
      `(max_connections), because each worker needs ${least}.`,
  );
}

/** How many connections the server gives to logins that are no superusers. `url` is a direct one, of no pooler. */
export async function readConnectionLimit(url: string): Promise<number> {
  const sql = postgres(url, {
    max: 1,
    prepare: false,
    connect_timeout: 10,
    onnotice: () => undefined,
    ...(/\/\/[^/]*,/.test(url) && { target_session_attrs: 'read-write' }),
  });
  try {
    const [row] = await sql<{ allowed: number }[]>`
      select sum(case when name = 'max_connections' then setting::int else -setting::int end)::int as allowed
      from pg_settings where name in ('max_connections', 'superuser_reserved_connections', 'reserved_connections')`;
    if (!row) throw new Error('the database does not say how many connections it allows');
    return row.allowed;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
