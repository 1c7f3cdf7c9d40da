import { randomBytes, randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import connect from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { insertLicenseRow } from '#e2e/check-scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { APP_ROLE } from './client.ts';

const test = useTestDatabase();
/** What the database answers when a production license would be narrowed: restrict_violation. */
const REFUSED = { code: '23001' };
const SERVED = new Date('2026-11-24T14:05:00Z');
const DAY = 86_400_000;

let app: postgres.Sql;
beforeAll(() => {
  app = connect(test.url, { max: 1, onnotice: () => undefined, connection: { role: APP_ROLE } });
  return () => app.end();
});

/** The app's own role, and whoever may do anything. */
describe.each(['app', 'superuser'] as const)('as %s', (who) => {
  const sql = () => (who === 'app' ? app : test.sql);

  async function production() {
    const id = await insertLicenseRow(test.sql, {
      kind: 'production',
      endsAt: null,
      products: ['BlinkID', 'BlinkCard'],
      platforms: ['android', 'ios'],
    });
    const [row] = await test.sql<{ agreement: string; team: string; by: string }[]>`
      select agreement_id as agreement, team_id as team, created_by as by from licenses where id = ${id}`;
    if (!row) throw new Error('the license is not there');
    return { id, ...row };
  }

  async function store(agreement: string, cause: string, terms: object | null = null) {
    const id = randomUUID();
    await test.sql`
      insert into agreement_notices (id, agreement_id, cause, notice_days, message, terms, stored_at)
      values (${id}, ${agreement}, ${cause}, 365, 'Read this.', ${terms === null ? null : test.sql.json({ ...terms })}, ${SERVED})`;
    return id;
  }

  async function serve(agreement: string, cause: string, terms: object | null = null) {
    const id = await store(agreement, cause, terms);
    await sql()`
      update agreement_notices set served_at = ${SERVED}, served_by = 'mail', effective_at = ${new Date(SERVED.getTime() + 365 * DAY)}
      where id = ${id}`;
    return id;
  }

  const moment = (days: number, more = 0) => new Date(SERVED.getTime() + days * DAY + more);

  it('refuses a moment earlier than served and notice days, to the millisecond', async () => {
    const { agreement } = await production();
    const id = await store(agreement, 'material-breach');
    const at = (effective: Date) =>
      sql()`update agreement_notices set served_at = ${SERVED}, served_by = 'mail', effective_at = ${effective} where id = ${id}`;
    await expect(at(moment(365, -1))).rejects.toMatchObject({ code: '23514' });
    await expect(at(SERVED)).rejects.toMatchObject({ code: '23514' });
    await at(moment(365));
    await expect(
      sql()`insert into agreement_notices (agreement_id, cause, notice_days, message, stored_at, served_at, served_by, effective_at)
            values (${agreement}, 'agreement-terminated', 365, 'x', ${SERVED}, ${SERVED}, 'mail', ${moment(1)})`,
    ).rejects.toMatchObject({ code: '23514' });
  });

  it('refuses notices of other days than the agreement has', async () => {
    const { agreement } = await production();
    await expect(
      sql()`insert into agreement_notices (agreement_id, cause, notice_days, message, stored_at)
            values (${agreement}, 'agreement-terminated', 1, 'x', ${SERVED})`,
    ).rejects.toMatchObject(REFUSED);
    const id = await store(agreement, 'agreement-terminated');
    await expect(
      sql()`update agreement_notices set notice_days = 1, served_at = ${SERVED}, served_by = 'mail', effective_at = ${moment(1)}
            where id = ${id}`,
    ).rejects.toMatchObject(REFUSED);
  });

  it('moves the moment of a served notice later, never earlier', async () => {
    const id = await serve((await production()).agreement, 'agreement-terminated');
    const move = (effective: Date | null) =>
      sql()`update agreement_notices set effective_at = ${effective} where id = ${id}`;
    await move(moment(400));
    await expect(move(moment(399))).rejects.toMatchObject(REFUSED);
    await expect(move(null)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
    await move(moment(401));
  });

  it.each([
    ['message', "message = 'Other.'"],
    ['days', 'notice_days = 1'],
    ['served', "served_at = served_at - interval '1 hour'"],
    ['cause', "cause = 'material-breach'"],
    ['agreement', `agreement_id = '${randomUUID()}'`],
    ['stored', "stored_at = stored_at - interval '1 day'"],
    ['unserved', 'served_at = null, served_by = null, effective_at = null'],
  ])('changes nothing else of a served notice: %s', async (_, change) => {
    const id = await serve((await production()).agreement, 'agreement-terminated');
    await expect(
      sql().unsafe(`update agreement_notices set ${change} where id = '${id}'`),
    ).rejects.toMatchObject(REFUSED);
  });

  it('deletes no notice, and brings none back that was cancelled', async () => {
    const { agreement } = await production();
    const id = await serve(agreement, 'agreement-terminated');
    await expect(sql()`delete from agreement_notices where id = ${id}`).rejects.toMatchObject(REFUSED);
    await sql()`update agreement_notices set cancelled_at = ${moment(1)}, cancel_kind = 'cancelled' where id = ${id}`;
    await expect(
      sql()`update agreement_notices set cancelled_at = null, cancel_kind = null where id = ${id}`,
    ).rejects.toMatchObject(REFUSED);
    await expect(
      sql()`update agreements set ending_notice_id = ${id}, ending_cause = 'agreement-terminated', ending_effective_at = ${moment(365)}
            where id = ${agreement}`,
    ).rejects.toMatchObject(REFUSED);
  });

  it('ends no agreement but by its own served notice and at its moment', async () => {
    const { agreement } = await production();
    const end = (notice: string, at: Date) =>
      sql()`update agreements set ending_notice_id = ${notice}, ending_cause = 'material-breach', ending_effective_at = ${at}
            where id = ${agreement}`;
    const stored = await store(agreement, 'material-breach');
    await expect(end(stored, moment(1))).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
    const foreign = await serve((await production()).agreement, 'material-breach');
    await expect(end(foreign, moment(365))).rejects.toMatchObject(REFUSED);
    await sql()`update agreement_notices set served_at = ${SERVED}, served_by = 'mail', effective_at = ${moment(365)} where id = ${stored}`;
    await expect(end(stored, moment(364))).rejects.toMatchObject({ code: '23503' });
    await end(stored, moment(365));
  });

  it.each([
    ['products', "products = '{BlinkID}'"],
    ['platforms', "platforms = '{ios}'"],
    ['identifiers', 'app_limit = 99'],
    ['the first day', "starts_on = starts_on + 1, starts_at = starts_at + interval '1 day'"],
    ['the first moment', "starts_at = starts_at + interval '1 second'"],
    ['the last day', 'ends_on = ends_on - 1'],
    ['the last moment', "last_instant_at = last_instant_at - interval '1 second'"],
    ['notice days', 'notice_days = 364'],
    ['lease', 'lease_seconds = lease_seconds - 1'],
    ['grace', 'grace_seconds = grace_seconds - 1'],
    ['versions', "version_cap = '9'"],
    ['offline files', 'offline = false'],
    ['the proxy', 'proxy = false'],
    ['the number', "number = 'Another'"],
    ['the team', `team_id = '${randomUUID()}'`],
  ])('takes nothing from an agreement with licenses: %s', async (_, change) => {
    const { agreement } = await production();
    await test.sql`update agreements set offline = true where id = ${agreement}`;
    const take = (more = '') =>
      sql().unsafe(`update agreements set ${change}${more} where id = '${agreement}'`);
    await expect(take()).rejects.toMatchObject(REFUSED);
    await expect(take(', amended_by = gen_random_uuid()')).rejects.toMatchObject(REFUSED);
    const [row] = await test.sql`select * from agreements where id = ${agreement}`;
    expect(row).toMatchObject({ products: ['BlinkID', 'BlinkCard'], offline: true, notice_days: 365 });
  });

  it('takes what a served amendment says, once it is in effect, and nothing else', async () => {
    const { agreement, id } = await production();
    const amendment = await serve(agreement, 'amendment', { products: ['BlinkID'], appLimit: 50 });
    const take = (change: string) =>
      sql().unsafe(`update agreements set ${change}, amended_by = '${amendment}' where id = '${agreement}'`);
    await expect(take("products = '{BlinkID}'")).rejects.toMatchObject(REFUSED);
    await expect(
      sql()`update agreement_notices set applied_at = ${moment(364)} where id = ${amendment}`,
    ).rejects.toMatchObject({ code: '23514' });
    await sql()`update agreement_notices set applied_at = ${moment(365)} where id = ${amendment}`;
    await expect(take('app_limit = 40')).rejects.toMatchObject(REFUSED);
    await expect(take("products = '{BlinkCard}'")).rejects.toMatchObject(REFUSED);
    await expect(take("platforms = '{android}'")).rejects.toMatchObject(REFUSED);
    await expect(sql()`update licenses set products = '{BlinkID}' where id = ${id}`).rejects.toMatchObject(
      REFUSED,
    );
    await take("products = '{BlinkID}', app_limit = 50");
    await sql()`update licenses set products = '{BlinkID}' where id = ${id}`;
    // Used once: what is given again is not taken by it a second time.
    await sql()`update agreements set app_limit = 100 where id = ${agreement}`;
    await expect(take('app_limit = 50')).rejects.toMatchObject(REFUSED);
  });

  it('lets a product be renamed, whose former name goes on being accepted', async () => {
    const { agreement, id } = await production();
    const name = `BlinkID ${randomBytes(4).toString('hex')}`;
    await test.sql`
      insert into products (name, former_names, description, platforms, current_version, position, lease_seconds, grace_seconds,
                            retry_seconds, trial_lease_seconds, trial_grace_seconds)
      values (${name}, '{BlinkID}', 'x', '{android}', '7', 99, 3600, 3600, 300, 3600, 3600)`;
    await sql()`update agreements set products = array[${name}, 'BlinkCard'] where id = ${agreement}`;
    await sql()`update licenses set products = array[${name}, 'BlinkCard'], former_products = '{BlinkID}' where id = ${id}`;
    await expect(sql()`update licenses set former_products = '{}' where id = ${id}`).rejects.toMatchObject(
      REFUSED,
    );
    // What is agreed on no more goes with the names it had.
    const amendment = await serve(agreement, 'amendment', { products: ['BlinkCard'] });
    await sql()`update agreement_notices set applied_at = ${moment(365)} where id = ${amendment}`;
    await sql()`update agreements set products = '{BlinkCard}', amended_by = ${amendment} where id = ${agreement}`;
    await sql()`update licenses set products = '{BlinkCard}', former_products = '{}' where id = ${id}`;
    await test.sql`delete from products where name = ${name}`;
  });

  it.each([
    ['products', "products = '{BlinkID}'"],
    ['platforms', "platforms = '{ios}'"],
    ['the beginning', "starts_at = starts_at + interval '1 second'"],
    ['its kind', "kind = 'trial', agreement_id = null, ends_at = now() + interval '1 year'"],
    ['its agreement', 'agreement_id = (select id from agreements where id <> agreement_id limit 1)'],
    ['its key', "key = 'another'"],
    ['its team', `team_id = '${randomUUID()}'`],
    ['the licensee', "licensee = 'Another Inc'"],
    [
      'a lock of one person',
      "locked_at = now(), lock_reason = 'x', lock_ends_at = now() + interval '14 days'",
    ],
    ['a revocation', 'revoked_at = now()'],
    ['a revocation for nothing', "revoked_at = now(), replaced_by = 'LIC-0000-0000'"],
  ])('takes nothing from a production license: %s', async (_, change) => {
    const { id, by } = await production();
    await test.sql`
      insert into locks (license_id, locked_at, locked_by, reason, approved_by, approved_at)
      values (${id}, now(), ${by}, 'x', ${by}, now())`;
    await expect(sql().unsafe(`update licenses set ${change} where id = '${id}'`)).rejects.toMatchObject({
      code: expect.stringMatching(/^(23001|23514)$/),
    });
  });

  it('deletes no production license, and not its agreement', async () => {
    const { id, agreement } = await production();
    await test.sql`delete from apps where license_id = ${id}`;
    await expect(sql()`delete from licenses where id = ${id}`).rejects.toMatchObject(REFUSED);
    await expect(sql()`delete from agreements where id = ${agreement}`).rejects.toMatchObject(REFUSED);
  });

  it('lets two people lock it, and one who is alone on staff', async () => {
    const lock = (id: string) =>
      sql()`update licenses set locked_at = ${SERVED}, lock_reason = 'Leaked.', lock_ends_at = ${moment(14)} where id = ${id}`;
    const first = await production();
    const second = await production();
    await test.sql`
      insert into locks (license_id, locked_at, locked_by, reason, approved_by, approved_at)
      values (${first.id}, ${SERVED}, ${first.by}, 'Leaked.', ${second.by}, ${SERVED})`;
    await lock(first.id);
    await sql()`update licenses set lock_ends_at = ${moment(28)} where id = ${first.id}`;
    await test.sql`update locks set unlocked_at = ${moment(1)} where license_id = ${first.id}`;
    await expect(
      sql()`update licenses set lock_ends_at = ${moment(42)} where id = ${first.id}`,
    ).rejects.toMatchObject(REFUSED);
    await sql()`update licenses set locked_at = null, lock_reason = null, lock_ends_at = null where id = ${first.id}`;
    await test.sql`
      insert into approvals (type, license_id, terms, state, asked_at, asked_by, decided_at, decided_by, alone)
      values ('emergency-lock', ${second.id}, '{}', 'approved', ${SERVED}, ${second.by}, ${SERVED}, ${second.by}, 'yes')`;
    await lock(second.id);
  });

  it('lets a key be replaced, and a licensee be renamed that keeps its former name', async () => {
    const { id } = await production();
    const other = await insertLicenseRow(test.sql, { kind: 'production', endsAt: null });
    await expect(
      sql()`update licenses set revoked_at = ${moment(1)}, replaced_by = ${other} where id = ${id}`,
    ).rejects.toMatchObject(REFUSED);
    const newId = `LIC-${randomBytes(2).toString('hex').toUpperCase()}-TWIN`;
    await test.sql.unsafe(
      `insert into licenses select (jsonb_populate_record(l, '{"id":"${newId}"}')).* from licenses l where id = '${id}'`,
    );
    await sql()`update licenses set revoked_at = ${moment(1)}, replaced_by = ${newId} where id = ${id}`;
    await sql()`update licenses set licensee = 'Acme GmbH', former_licensees = '{Acme Inc}' where id = ${newId}`;
    await expect(
      sql()`update licenses set former_licensees = '{}' where id = ${newId}`,
    ).rejects.toMatchObject(REFUSED);
  });
});

it('empties no table of what was agreed', async () => {
  await insertLicenseRow(test.sql, { kind: 'production', endsAt: null });
  for (const table of ['licenses', 'agreements', 'agreement_notices']) {
    await expect(test.sql.unsafe(`truncate ${table} cascade`)).rejects.toMatchObject(REFUSED);
  }
});
