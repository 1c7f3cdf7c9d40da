import postgres from 'postgres';
import { expect, it } from 'vitest';
import { useTestDatabase } from '#e2e/test-database.ts';
import { migrate } from './migrate.ts';

const test = useTestDatabase();
const folder = new URL('./migrations', import.meta.url).pathname;

it('three processes that migrate at once all succeed', async () => {
  const results = await Promise.all([1, 2, 3].map(() => migrate({ url: test.url, folder })));
  expect(results.map(({ appRole }) => appRole)).toEqual(['leasehold_app', 'leasehold_app', 'leasehold_app']);
});

it("the app's role may add to the audit log and read it, and nothing else", async () => {
  const sql = postgres(test.url, { max: 1, connection: { role: 'leasehold_app' } });
  const entry = {
    at: new Date(),
    actor_kind: 'system',
    action: 'license.lock',
    subject_type: 'license',
    subject_id: 'LIC-0000-0000',
  };
  await sql`insert into audit_entries ${sql(entry)}`;
  await expect(sql`select count(*) from audit_entries`).resolves.toHaveLength(1);
  await expect(sql`update audit_entries set action = 'x'`).rejects.toMatchObject({ code: '42501' });
  await expect(sql`delete from audit_entries`).rejects.toMatchObject({ code: '42501' });
  await expect(sql`truncate audit_entries cascade`).rejects.toMatchObject({ code: '42501' });
  await expect(sql`alter table audit_entries disable trigger all`).rejects.toMatchObject({ code: '42501' });
  await sql.end();
});

it('even the superuser cannot change an entry of the audit log while its triggers stand', async () => {
  await test.sql`insert into audit_entries (at, actor_kind, action, subject_type, subject_id) values (now(), 'system', 'a', 'b', 'c')`;
  await expect(test.sql`update audit_entries set action = 'x'`).rejects.toMatchObject({ code: '42501' });
  await expect(test.sql`truncate audit_entries cascade`).rejects.toMatchObject({ code: '42501' });
  await test.sql`insert into audit_links (position, entry_id, hash) select 1, min(id), '' from audit_entries`;
  await test.sql`insert into audit_heads (position, jws, sealed_at) values (1, '', now())`;
  for (const table of ['audit_links', 'audit_heads']) {
    for (const change of [`update ${table} set position = 2`, `delete from ${table}`, `truncate ${table}`])
      await expect(test.sql.unsafe(change)).rejects.toMatchObject({ code: '42501' });
  }
});

it("the tables of the audit log belong to a role that nobody logs in as, and the app's may insert and select", async () => {
  const rows = await test.sql`
    select relname as name, rolname as owner, rolcanlogin as "canLogin",
           (select string_agg(p, ' ') from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) p
            where has_table_privilege('leasehold_app', c.oid, p)) as may
    from pg_class c join pg_roles r on r.oid = relowner
    where relname in ('audit_entries', 'audit_links', 'audit_heads') order by 1`;
  const own = { owner: 'leasehold_owner', canLogin: false, may: 'select insert' };
  expect(rows).toEqual(['audit_entries', 'audit_heads', 'audit_links'].map((name) => ({ name, ...own })));
});

it('this month and the next three have a partition, and there is no default one', async () => {
  const rows =
    await test.sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'check_counts'::regclass order by 1`;
  const month = (n: number) => {
    const now = new Date();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + n, 1))
      .toISOString()
      .slice(0, 7)
      .replace('-', '_');
  };
  expect(rows.map(({ name }) => name)).toEqual([0, 1, 2, 3].map((n) => `check_counts_${month(n)}`));
});

it('the catalogue begins with five products on seven platforms', async () => {
  const rows =
    await test.sql`select name, cardinality(platforms) as platforms from products order by position`;
  expect(rows.map(({ name }) => name)).toEqual([
    'BlinkID',
    'BlinkID Verify',
    'BlinkCard',
    'PhotoPay',
    'PDF417',
  ]);
  expect(rows.every(({ platforms }) => platforms === 7)).toBe(true);
});

it('leaves tables of other logins in the same schema alone', async () => {
  await test.sql`create table public.somebody_elses (id int)`;
  await expect(migrate({ url: test.url, folder })).resolves.toMatchObject({ appRole: 'leasehold_app' });
  const [row] =
    await test.sql`select has_table_privilege('leasehold_app', 'somebody_elses', 'select') as may`;
  expect(row?.may).toBe(false);
});
