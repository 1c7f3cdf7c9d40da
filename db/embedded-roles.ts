import type postgres from 'postgres';
import { APP_ROLE, OWNER_ROLE } from './client.ts';

export const LOGIN = 'leasehold';
export const DATABASE = 'leasehold';

/**
 * Makes what the server lacks: the role that owns the tables, the one that the app works as, the login that may take
 * both and is no superuser, and the database. Asked at each start, since a start may have been cut short in between.
 */
export async function ensureRoles(admin: postgres.Sql, password: string): Promise<void> {
  const rows = await admin<{ name: string }[]>`
    select rolname as name from pg_roles where rolname in ${admin([OWNER_ROLE, APP_ROLE, LOGIN])}
    union all select 'database' from pg_database where datname = ${DATABASE}`;
  const there = new Set(rows.map(({ name }) => name));
  for (const role of [OWNER_ROLE, APP_ROLE]) {
    if (!there.has(role)) await admin.unsafe(`create role ${role} nologin`);
  }
  if (!there.has(LOGIN)) {
    // In one transaction: a login without its memberships would be taken for complete.
    await admin.begin(async (tx) => {
      await tx.unsafe(`create role ${LOGIN} login password '${password}'`);
      await tx.unsafe(`grant ${OWNER_ROLE}, ${APP_ROLE} to ${LOGIN} with set true`);
    });
  }
  if (!there.has('database')) await admin.unsafe(`create database ${DATABASE} owner ${OWNER_ROLE}`);
}
