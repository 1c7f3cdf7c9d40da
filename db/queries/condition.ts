import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle } from '../client.ts';

export type ServerCondition = {
  version: string;
  role: string;
  login: string;
  isSynchronous: boolean;
  hasAuditGrant: boolean;
  /** How large the database is. */
  bytes: number;
};

/** What the server is, and as whom the app works in it. */
export async function readServerCondition(handle: Handle): Promise<ServerCondition> {
  const [row] = await handle.execute<ServerCondition>(sql`
    select current_setting('server_version') as version, current_user::text as role, session_user::text as login,
           current_setting('synchronous_commit') <> 'off' and current_setting('fsync') = 'on' as "isSynchronous",
           has_table_privilege('audit_entries', 'update') or has_table_privilege('audit_entries', 'delete') as "hasAuditGrant",
           pg_database_size(current_database())::float8 as bytes`);
  if (!row) throw new Error('the database answered with nothing');
  return row;
}

/** Whether the partition that holds checks of this moment is there. */
export async function hasCheckPartition(handle: Handle, at: Instant): Promise<boolean> {
  const name = `check_counts_${new Date(at).toISOString().slice(0, 7).replace('-', '_')}`;
  const [row] = await handle.execute<{ yes: boolean }>(sql`select to_regclass(${name}) is not null as yes`);
  return row?.yes ?? false;
}

/** Makes the partitions of this month and of `months` more, where they are missing. */
export async function ensureCheckPartitions(handle: Handle, from: Instant, months: number): Promise<void> {
  await handle.execute(
    sql`select ensure_check_partitions(${new Date(from).toISOString().slice(0, 10)}::date, ${months})`,
  );
}
