import type postgres from 'postgres';

/** Fills a database as a large vendor's would be: every tenth of the licenses is a team, each with a member or two. */
export async function fillForSearch(sql: postgres.Sql, licenses: number): Promise<void> {
  const teams = Math.ceil(licenses / 10);
  await sql`
    insert into teams (slug, name, created_at)
    select 'team-' || n, 'Team ' || n || ' ' || (array['Inc', 'Labs', 'GmbH', 'd.o.o.', 'Ltd'])[1 + n % 5], now()
    from generate_series(1, ${teams}::int) n`;
  await sql`
    insert into people (email, name, created_at)
    select 'person' || n || '@company' || n % ${teams}::int || '.example', 'Mira Person ' || n, now()
    from generate_series(1, ${2 * teams}::int) n`;
  await sql`create temporary table numbered as select id, name, (row_number() over (order by slug))::int as n from teams`;
  await sql`create temporary table numbered_people as select id, (row_number() over ())::int as n from people`;
  await sql`create index on numbered (n)`;
  await sql`create index on numbered_people (n)`;
  await sql`analyze numbered, numbered_people`;
  await sql`
    insert into memberships (team_id, person_id, role, created_at)
    select t.id, p.id, 'developer', now() from numbered t join numbered_people p on p.n in (t.n, t.n + ${teams}::int)
    on conflict do nothing`;
  await sql`
    insert into licenses (id, team_id, kind, name, licensee, products, platforms, starts_at, ends_at, lease_seconds,
                          grace_seconds, retry_seconds, key, locked_at, lock_reason, created_at, created_by)
    select 'LIC-' || left(c, 4) || '-' || right(c, 4), t.id, 'trial', 'Wallet app ' || s.n, t.name, '{BlinkID}', '{android}',
           now(), now() + interval '30 days', 3600, 86400, 300, repeat('eyJhbGciOiJFZERTQSIsInR5cCI6Imxp', 13),
           case when s.n % 500 = 0 then now() end, case when s.n % 500 = 0 then 'Your key seems to be public.' end,
           now() - s.n * interval '1 second', (select id from people limit 1)
    from (select n, (select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ',
                       1 + ((n * 829291 * 1000003 % 1099511627776) >> (5 * i) & 31)::int, 1), '')
                     from generate_series(0, 7) i) as c
          from generate_series(1, ${licenses}::bigint) n) s
    join numbered t on t.n = 1 + s.n % ${teams}::int
    on conflict do nothing`;
  await sql`
    insert into apps (license_id, platform, value, match_key, created_at, created_by)
    select id, 'android', app, app, now(), created_by
    from (select id, created_by, 'com.company' || row_number() over () % ${3 * teams}::int || '.wallet' as app from licenses) a`;
  await sql`
    insert into agreements (number, team_id, title, products, platforms, app_limit, starts_on, ends_on, starts_at,
                            last_instant_at, notice_days, lease_seconds, grace_seconds, retry_seconds, created_at)
    select 'AGR-2026-' || n, id, 'Agreement with ' || name, '{BlinkID}', '{android}', 5, '2026-01-01', '2027-02-28',
           '2026-01-01', '2027-03-01', 30, 86400, 259200, 300, now() from numbered`;
  await sql`
    insert into requests (type, team_id, state, subject, terms, created_at, created_by, answer_by, last_message_at)
    select 'unlock', id, 'open', 'Please unlock ' || name, '{}', now(), (select id from people limit 1), now(), now() from numbered`;
  await sql`
    insert into check_counts (hour, license_id, platform, app, product, version, os, outcome, code, count, last_at)
    select date_trunc('hour', now()), id, 'android', 'com.company' || row_number() over () || '.debug', 'BlinkID', '7.8.1',
           '15', 'refusal', 'app-not-registered', 1, now()
    from licenses limit ${teams}::int`;
  await sql`vacuum analyze`;
}
