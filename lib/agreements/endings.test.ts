import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { acceptMail, makeAgreement, NOW } from '#e2e/agreement-scene.ts';
import { makeKeys, makeTeam, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { readLicense } from '#lib/licensing/read-license.ts';
import { deliver } from '#lib/notices/deliver.ts';
import { installation } from '#lib/platform/installation.ts';
import { openMailer } from '#lib/platform/mailer.ts';
import type { Actor } from '#lib/use-case.ts';
import type { AgreementView } from './agreement-view.ts';
import { cancelTermination } from './cancel-notice.ts';
import { hold } from './hold.ts';
import { issueProduction } from './issue-production.ts';
import { keepAgreements } from './keep-agreements.ts';
import { listNotices } from './list-notices.ts';
import { previewTermination } from './preview-notice.ts';
import { readAgreement } from './read-agreement.ts';
import { renew } from './renew.ts';
import { serveNotice } from './serve-notice.ts';
import { terminate } from './terminate.ts';

const test = useTestDatabase();
let acme: Scene;
let sales: Actor;
let agreement: AgreementView;
let number: string;
let license: string;
beforeAll(async () => {
  await makeKeys(test);
  sales = await (await makeTeam(test, 'Vendor')).staff('sales');
});
beforeEach(async () => {
  acme = await makeTeam(test, 'Acme Inc');
  await acme.member('admin');
  agreement = await makeAgreement(sales, acme);
  number = agreement.number;
  const issued = await issueProduction(
    sales,
    { kind: 'production', agreement: number, apps: [] },
    { now: NOW },
  );
  license = succeeded(issued).id;
});

/** The end of 24 December, which contains 30 days of 24 hours from now. */
const MOMENT = Date.UTC(2026, 11, 25);
const iso = (at: number) => new Date(at).toISOString();
const give = (more = {}, now = NOW) =>
  terminate(sales, { number, cause: 'agreement-terminated', message: 'As agreed.', ...more }, { now });
const read = async (now = NOW) => succeeded(await readAgreement(acme.owner, { number }, { now }));
const stateOf = async (now: number) =>
  succeeded(await readLicense(acme.owner, { id: license }, { now })).state;
const log = async () => {
  const rows = await test.sql`select action from audit_entries where subject_id = ${number} order by id`;
  return rows.map(({ action }) => action);
};

it('ends nothing until the notice is served, and then at the end of the day that contains the whole notice', async () => {
  const given = succeeded(await give());
  expect(given).toMatchObject({
    state: 'active',
    endsAt: null,
    termination: { cause: 'agreement-terminated', noticeServedAt: null, effectiveAt: null },
  });
  expect(await stateOf(NOW + 400 * DAY_MS)).toBe('active');
  expect(await acceptMail(test, number)).toBe(true);
  expect(await read()).toMatchObject({
    state: 'scheduled',
    endsAt: iso(MOMENT),
    termination: { noticeServedAt: iso(NOW), effectiveAt: iso(MOMENT) },
  });
  expect(await stateOf(NOW)).toBe('scheduled');
  expect(await stateOf(MOMENT - 1)).toBe('scheduled');
  expect(await stateOf(MOMENT)).toBe('terminated');
  expect((await read(MOMENT)).state).toBe('terminated');
  expect(await log()).toEqual(['agreement.create', 'agreement.terminate', 'agreement.serve-notice']);
});

it('accepts an earlier day and moves it, and keeps a later one', async () => {
  succeeded(await give({ effectiveOn: '2026-11-25' }));
  await acceptMail(test, number);
  expect((await read()).endsAt).toBe(iso(MOMENT));
  succeeded(await cancelTermination(sales, { number, kind: 'cancelled' }, { now: NOW }));
  succeeded(await give({ effectiveOn: '2027-01-15', cause: 'material-breach' }));
  await acceptMail(test, number, { at: NOW + 5000 });
  expect((await read()).endsAt).toBe('2027-01-16T00:00:00.000Z');
});

it('is served by an owner or the notice address, not by an admin, and once', async () => {
  succeeded(await give());
  expect(await acceptMail(test, number, { of: 'admin' })).toBe(false);
  expect((await read()).endsAt).toBeNull();
  expect(await acceptMail(test, number)).toBe(true);
  const { endsAt } = await read();
  await keepAgreements(NOW + DAY_MS);
  expect((await read()).endsAt).toBe(endsAt);
  expect((await log()).filter((action) => action === 'agreement.serve-notice')).toHaveLength(1);

  const quiet = await makeAgreement(sales, acme, { noticeAddress: 'Legal@example.com' });
  await terminate(sales, { number: quiet.number, cause: 'material-breach', message: 'x' }, { now: NOW });
  expect(await acceptMail(test, quiet.number, { of: 'notice-address' })).toBe(true);
});

it('is served once when two mails are accepted at the same time', async () => {
  const second = await acme.member('owner');
  succeeded(await give());
  const [notice] =
    await test.sql`select id from agreement_notices where cancelled_at is null and served_at is null and agreement_id = (select id from agreements where number = ${number})`;
  const accept = (person: string | null, at: number) =>
    test.database.transaction(async (tx) => {
      await tx.execute(
        sql`update deliveries set accepted_at = ${iso(at)}::timestamptz where subject_id = ${notice?.id} and person_id = ${person}`,
      );
      return serveNotice(tx, String(notice?.id), at);
    });
  const served = await Promise.all([accept(acme.owner.personId, NOW), accept(second.personId, NOW + 1)]);
  expect(served.filter(Boolean)).toHaveLength(1);
  expect((await read()).endsAt).toBe(iso(MOMENT));
  expect((await log()).filter((action) => action === 'agreement.serve-notice')).toHaveLength(1);
});

it('carries an acceptance through that was noted and not acted on, by the moment it was accepted', async () => {
  succeeded(await give());
  await test.sql`update deliveries set accepted_at = ${new Date(NOW)} where person_id = ${acme.owner.personId}`;
  await keepAgreements(NOW + 3_600_000);
  expect((await read()).termination).toMatchObject({ noticeServedAt: iso(NOW), effectiveAt: iso(MOMENT) });
});

it('lifts everything when it is cancelled or cured, also after its moment', async () => {
  succeeded(await give({ cause: 'material-breach' }));
  await acceptMail(test, number);
  await keepAgreements(MOMENT + 1);
  expect(await stateOf(MOMENT + 1)).toBe('terminated');
  const cured = await cancelTermination(sales, { number, kind: 'cured', note: 'Paid.' }, { now: MOMENT + 2 });
  expect(succeeded(cured)).toMatchObject({ state: 'active', endsAt: null, termination: null });
  expect(await stateOf(MOMENT + 2)).toBe('active');
  const notices = succeeded(await listNotices(sales, { number }, { now: MOMENT + 2 })).items;
  expect(notices[0]).toMatchObject({ state: 'cancelled', cancelKind: 'cured', cancelNote: 'Paid.' });
  const again = await cancelTermination(sales, { number, kind: 'cancelled' }, { now: NOW });
  expect(again).toMatchObject({ code: 'conflict' });
  succeeded(await give());
  await expect(cancelTermination(sales, { number, kind: 'cured' }, { now: NOW })).resolves.toMatchObject({
    code: 'invalid-input',
  });
  expect(await log()).toEqual([
    'agreement.create',
    'agreement.terminate',
    'agreement.serve-notice',
    'agreement.apply-notice',
    'agreement.cancel-notice',
    'agreement.terminate',
  ]);
});

it('answers conflict to a second termination, and to one of what has ended', async () => {
  succeeded(await give());
  await expect(give()).resolves.toMatchObject({ code: 'conflict' });
  await acceptMail(test, number);
  await expect(give({}, MOMENT)).resolves.toMatchObject({ code: 'conflict' });
  await expect(
    previewTermination(sales, { number, cause: 'material-breach' }, { now: NOW }),
  ).resolves.toMatchObject({ code: 'conflict' });
});

it('previews who is told, what they read, the moment, and what runs, and stores nothing', async () => {
  const preview = succeeded(
    await previewTermination(
      sales,
      { number, cause: 'material-breach', effectiveOn: '2026-12-01', message: 'The invoice is open.' },
      { now: NOW },
    ),
  );
  expect(preview).toMatchObject({
    effectiveAt: iso(MOMENT),
    isMoved: true,
    members: 2,
    apps: 0,
    running: 0,
    checks: 0,
  });
  expect(preview.told.map(({ as, counts }) => ({ as, counts }))).toEqual([
    { as: 'owner', counts: true },
    { as: 'admin', counts: false },
  ]);
  expect(preview.subject).toContain(number);
  expect(preview.text).toContain('The invoice is open.');
  expect(preview.leasesShrinkFrom).toBe(iso(MOMENT - 4 * DAY_MS));
  expect(preview.licenses).toMatchObject([{ id: license }]);
  const [count] =
    await test.sql`select count(*)::int as n from agreement_notices n join agreements a on a.id = n.agreement_id where a.number = ${number}`;
  expect(count?.n).toBe(0);
});

const LAST = Date.UTC(2028, 1, 29);

it('gives notice of an expiry by itself, at the beginning of its day and not before', async () => {
  const due = Date.parse(agreement.expiry.noticeDueAt);
  expect(iso(due)).toBe('2027-12-30T00:00:00.000Z');
  await keepAgreements(due - 1);
  expect(succeeded(await listNotices(sales, { number })).items).toHaveLength(0);
  await keepAgreements(due);
  await keepAgreements(due + 1);
  expect(succeeded(await listNotices(sales, { number })).items).toHaveLength(1);
  await acceptMail(test, number, { at: due + 60_000 });
  expect(await read(due + 60_000)).toMatchObject({
    state: 'scheduled',
    endsAt: iso(LAST),
    termination: null,
    expiry: { noticeServedAt: iso(due + 60_000), effectiveAt: iso(LAST) },
  });
  expect(await stateOf(LAST - 1)).toBe('expiring');
  expect(await stateOf(LAST)).toBe('expired');
});

it('gives it when the system is back, and moves the moment accordingly', async () => {
  const late = LAST - 10 * DAY_MS + 1;
  await keepAgreements(late);
  await acceptMail(test, number, { at: late });
  expect((await read(late)).endsAt).toBe(iso(LAST + 21 * DAY_MS));
  expect(await stateOf(LAST)).toBe('expiring');
  expect(await stateOf(LAST + 21 * DAY_MS)).toBe('expired');
});

it('holds an expiry for 30 days at most, before and after its notice, and never takes that back', async () => {
  const held = (until: string, now = NOW) => hold(sales, { number, until }, { now });
  await expect(held('2028-03-31')).resolves.toMatchObject({ code: 'invalid-input' });
  await expect(held('2028-02-28')).resolves.toMatchObject({ code: 'invalid-input' });
  expect(succeeded(await held('2028-03-10')).expiry.heldUntil).toBe('2028-03-11T00:00:00.000Z');
  const due = Date.parse(agreement.expiry.noticeDueAt);
  await keepAgreements(due);
  await acceptMail(test, number, { at: due });
  expect((await read(due)).endsAt).toBe('2028-03-11T00:00:00.000Z');
  await expect(held('2028-03-09', due)).resolves.toMatchObject({ code: 'invalid-input' });
  expect(succeeded(await held('2028-03-29', due)).endsAt).toBe('2028-03-30T00:00:00.000Z');
  await expect(held('2028-03-30', due)).resolves.toMatchObject({ code: 'invalid-input' });
  await expect(held('2028-03-30', Date.UTC(2028, 3, 1))).resolves.toMatchObject({ code: 'conflict' });
});

it('renews, which lifts expiry and termination, served or in effect', async () => {
  const due = Date.parse(agreement.expiry.noticeDueAt);
  await keepAgreements(due);
  await acceptMail(test, number, { at: due });
  succeeded(await give({}, due));
  await acceptMail(test, number, { at: due });
  expect((await read(due)).endsAt).toBe(iso(Date.UTC(2028, 0, 30)));
  const later = Date.UTC(2028, 2, 5);
  expect(await stateOf(later)).toBe('terminated');
  const renewed = succeeded(await renew(sales, { number, endsOn: '2029-02-28' }, { now: later }));
  expect(renewed).toMatchObject({ state: 'active', endsAt: null, termination: null, endsOn: '2029-02-28' });
  expect(await stateOf(later)).toBe('active');
  const kinds = succeeded(await listNotices(sales, { number })).items.map(({ cancelKind }) => cancelKind);
  expect(kinds).toEqual(['renewed', 'renewed']);
  await expect(renew(sales, { number, endsOn: '2029-02-28' }, { now: later })).resolves.toMatchObject({
    code: 'invalid-input',
  });
});

it('cancels a termination and leaves a served expiry as it is', async () => {
  const due = Date.parse(agreement.expiry.noticeDueAt);
  await keepAgreements(due);
  await acceptMail(test, number, { at: due });
  succeeded(await give({}, due));
  await acceptMail(test, number, { at: due });
  const cancelled = succeeded(await cancelTermination(sales, { number, kind: 'cancelled' }, { now: due }));
  expect(cancelled).toMatchObject({ endsAt: iso(LAST), termination: null });
});

it('answers forbidden to members and support, not-found to others, stale-version to another version', async () => {
  const { owner: stranger } = await makeTeam(test, 'Stranger');
  const support = await acme.staff('support');
  const acts = [
    (who: Actor, of: string) =>
      terminate(who, { number: of, cause: 'material-breach', message: 'x' }, { now: NOW }),
    (who: Actor, of: string) =>
      previewTermination(who, { number: of, cause: 'material-breach' }, { now: NOW }),
    (who: Actor, of: string) => cancelTermination(who, { number: of, kind: 'cancelled' }, { now: NOW }),
    (who: Actor, of: string) => renew(who, { number: of, endsOn: '2030-01-01' }, { now: NOW }),
    (who: Actor, of: string) => hold(who, { number: of, until: '2028-03-01' }, { now: NOW }),
  ];
  for (const act of acts) {
    expect(await act(acme.owner, number)).toMatchObject({ code: 'forbidden' });
    expect(await act(support, number)).toMatchObject({ code: 'forbidden' });
    const foreign = await act(stranger, number);
    expect(foreign).toEqual(await act(stranger, 'AGR-NONE'));
    expect(foreign).toMatchObject({ code: 'not-found' });
  }
  expect(await readAgreement(stranger, { number })).toEqual(
    await readAgreement(stranger, { number: 'AGR-NONE' }),
  );
  await expect(
    terminate(sales, { number, cause: 'material-breach', message: 'x' }, { now: NOW, ifMatch: ['99'] }),
  ).resolves.toMatchObject({ code: 'stale-version' });
  await expect(
    renew(sales, { number, endsOn: '2030-01-01' }, { now: NOW, ifMatch: ['99'] }),
  ).resolves.toMatchObject({ code: 'stale-version' });
});

it('holds an emergency lock until the moment of a served notice, and lets it go when that is cancelled', async () => {
  const second = await acme.staff('support');
  const lockEndsAt = new Date(NOW + 14 * DAY_MS);
  await test.sql`
    insert into locks (license_id, locked_at, locked_by, reason, ends_at, approved_by, approved_at)
    values (${license}, ${new Date(NOW)}, ${sales.personId}, 'Leaked.', ${lockEndsAt}, ${second.personId}, ${new Date(NOW)})`;
  await test.sql`
    update licenses set locked_at = ${new Date(NOW)}, lock_reason = 'Leaked.', lock_ends_at = ${lockEndsAt} where id = ${license}`;
  const ends = async () => {
    const [row] = await test.sql`
      select l.lock_ends_at, k.ends_at from licenses l join locks k on k.license_id = l.id where l.id = ${license}`;
    return [row?.lock_ends_at, row?.ends_at].map(Number);
  };
  succeeded(await give());
  await acceptMail(test, number);
  expect(await ends()).toEqual([MOMENT, MOMENT]);
  succeeded(await cancelTermination(sales, { number, kind: 'cancelled' }, { now: NOW + 1000 }));
  expect(await ends()).toEqual([lockEndsAt.getTime(), lockEndsAt.getTime()]);
});

it('tells an owner who came later of a notice that waits', async () => {
  succeeded(await give());
  const late = await acme.member('owner');
  await keepAgreements(NOW + 60_000);
  await keepAgreements(NOW + 120_000);
  const owed = await test.sql`select notice from deliveries where person_id = ${late.personId}`;
  expect(owed).toMatchObject([{ notice: 'ending-notice' }]);
});

it('is served by the job that sends its mail, within the transaction that notes the acceptance', async () => {
  succeeded(await give());
  const mailer = openMailer(installation());
  const send = deliver(mailer, {
    'ending-notice': (tx, { subjectId }, acceptedAt) => serveNotice(tx, subjectId, acceptedAt),
  });
  const owed = await test.sql`
    select d.id from deliveries d join memberships m on m.person_id = d.person_id and m.team_id = ${acme.team.id}
    where d.notice = 'ending-notice' order by m.role`;
  expect(owed).toHaveLength(2);
  for (const [index, { id }] of owed.entries()) {
    await send({ payload: { id }, jobId: String(index), now: NOW + index * 1000 });
    expect((await read()).endsAt === null, 'an admin alone serves nothing').toBe(index === 0);
  }
  expect((await read()).endsAt).toBe(iso(MOMENT));
  mailer.close();
});
