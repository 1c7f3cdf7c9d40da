import { beforeAll, beforeEach, expect, it } from 'vitest';
import { acceptMail, makeAgreement, NOW } from '#e2e/agreement-scene.ts';
import { makeKeys, makeTeam, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { readLicense } from '#lib/licensing/read-license.ts';
import type { Actor } from '#lib/use-case.ts';
import { amend } from './amend.ts';
import { cancelAmendment } from './cancel-notice.ts';
import { issueProduction } from './issue-production.ts';
import { keepAgreements } from './keep-agreements.ts';
import { listNotices } from './list-notices.ts';
import { previewAmendment } from './preview-notice.ts';
import { readAgreement } from './read-agreement.ts';
import { readHistory } from './read-history.ts';
import { renew } from './renew.ts';

const test = useTestDatabase();
let acme: Scene;
let sales: Actor;
let number: string;
beforeAll(async () => {
  await makeKeys(test);
  sales = await (await makeTeam(test, 'Vendor')).staff('sales');
});
beforeEach(async () => {
  acme = await makeTeam(test, 'Acme Inc');
  ({ number } = await makeAgreement(sales, acme));
});

const MOMENT = Date.UTC(2026, 11, 25);
const change = (terms: object, now = NOW) => amend(sales, { number, ...terms }, { now });
const issue = async (more = {}) =>
  succeeded(
    await issueProduction(sales, { kind: 'production', agreement: number, apps: [], ...more }, { now: NOW }),
  ).id;
const read = async (now = NOW) => succeeded(await readAgreement(acme.owner, { number }, { now }));
const licenseAt = async (id: string, now: number) =>
  succeeded(await readLicense(acme.owner, { id }, { now }));

it('gives what is more at once, also to licenses that cover all that was agreed on', async () => {
  const whole = await issue();
  const part = await issue({ name: 'A part', products: ['BlinkID'], platforms: ['ios'] });
  const amended = succeeded(
    await change({
      products: ['BlinkID', 'BlinkCard', 'PDF417'],
      platforms: ['android', 'ios', 'browser'],
      appLimit: 200,
    }),
  );
  expect(amended).toMatchObject({
    products: ['BlinkID', 'BlinkCard', 'PDF417'],
    appLimit: 200,
    amendment: null,
  });
  expect(await licenseAt(whole, NOW)).toMatchObject({
    products: ['BlinkID', 'BlinkCard', 'PDF417'],
    platforms: ['android', 'ios', 'browser'],
  });
  expect(await licenseAt(part, NOW)).toMatchObject({ products: ['BlinkID'], platforms: ['ios'] });
});

it('takes something away at the moment of a served notice, and not before', async () => {
  const id = await issue();
  const terms = { products: ['BlinkID'], appLimit: 50, versionCap: '7', noticeDays: 20, title: 'Less' };
  const amended = succeeded(await change({ ...terms, message: 'As agreed.' }));
  const { title, ...taken } = terms;
  expect(amended).toMatchObject({ title, products: ['BlinkID', 'BlinkCard'], appLimit: 100, noticeDays: 30 });
  expect(amended.amendment).toMatchObject({ terms: taken, noticeServedAt: null, effectiveAt: null });
  await keepAgreements(MOMENT + 1);
  expect((await read()).products).toEqual(['BlinkID', 'BlinkCard']);
  await acceptMail(test, number);
  expect((await read()).amendment).toMatchObject({ effectiveAt: new Date(MOMENT).toISOString() });
  await keepAgreements(MOMENT - 1);
  expect((await licenseAt(id, MOMENT - 1)).products).toEqual(['BlinkID', 'BlinkCard']);
  await keepAgreements(MOMENT);
  expect(await read(MOMENT)).toMatchObject({ ...taken, amendment: null });
  expect((await licenseAt(id, MOMENT)).products).toEqual(['BlinkID']);
  const [notice] = succeeded(await listNotices(sales, { number }, { now: MOMENT })).items;
  expect(notice).toMatchObject({
    cause: 'amendment',
    state: 'in-effect',
    message: 'As agreed.',
    terms: taken,
  });
  const history = succeeded(await readHistory(sales, { number, limit: 50 })).items.map(
    ({ action }) => action,
  );
  expect(history).toEqual([
    'agreement.apply-notice',
    'agreement.serve-notice',
    'agreement.amend',
    'agreement.create',
  ]);
});

it('amends at once what has not begun', async () => {
  const later = await makeAgreement(sales, acme, { startsOn: '2027-01-01' });
  const amended = succeeded(
    await amend(
      sales,
      { number: later.number, products: ['BlinkID'], startsOn: '2027-02-01', endsOn: '2027-12-31' },
      { now: NOW },
    ),
  );
  expect(amended).toMatchObject({
    products: ['BlinkID'],
    startsAt: '2027-02-01T00:00:00.000Z',
    endsOn: '2027-12-31',
    amendment: null,
  });
});

it('has the agreement end earlier by a served amendment, and then by notice of its expiry', async () => {
  await issue();
  succeeded(await change({ endsOn: '2027-06-30' }));
  await expect(renew(sales, { number, endsOn: '2029-01-01' }, { now: NOW })).resolves.toMatchObject({
    code: 'conflict',
  });
  await acceptMail(test, number);
  await keepAgreements(MOMENT);
  expect(await read(MOMENT)).toMatchObject({
    endsOn: '2027-06-30',
    lastInstantAt: '2027-07-01T00:00:00.000Z',
    endsAt: null,
  });
});

it('takes an amendment back, and leaves everything as it was', async () => {
  succeeded(await change({ offline: false, proxy: false }));
  await acceptMail(test, number);
  const cancelled = succeeded(await cancelAmendment(sales, { number, note: 'Sorry.' }, { now: NOW }));
  expect(cancelled).toMatchObject({ proxy: true, amendment: null });
  await keepAgreements(MOMENT);
  expect((await read(MOMENT)).proxy).toBe(true);
  expect(await cancelAmendment(sales, { number }, { now: NOW })).toMatchObject({ code: 'conflict' });
});

it('previews what holds at once and what is told, and stores nothing', async () => {
  const preview = succeeded(
    await previewAmendment(sales, { number, appLimit: 10, products: ['BlinkID', 'PDF417'] }, { now: NOW }),
  );
  expect(preview).toMatchObject({
    atOnce: { products: ['BlinkID', 'BlinkCard', 'PDF417'] },
    byNotice: { appLimit: 10, products: ['BlinkID', 'PDF417'] },
    notice: { effectiveAt: new Date(MOMENT).toISOString() },
  });
  expect(preview.notice?.text).toContain('Application identifiers: 10 (so far 100)');
  expect(await read()).toMatchObject({ version: 1, amendment: null });
  const none = succeeded(await previewAmendment(sales, { number, appLimit: 1000 }, { now: NOW }));
  expect(none).toMatchObject({ atOnce: { appLimit: 1000 }, notice: null });
});

it('answers conflict to a second amendment, to one that would empty a license, and to a later end under notice', async () => {
  await issue({ products: ['BlinkCard'] });
  expect(await change({ products: ['BlinkID'] })).toMatchObject({
    code: 'conflict',
    detail: expect.stringContaining('LIC-'),
  });
  succeeded(await change({ appLimit: 50 }));
  expect(await change({ proxy: false })).toMatchObject({ code: 'conflict' });
  expect(await change({ appLimit: 500 })).toMatchObject({ code: 'conflict' });
  succeeded(await change({ title: 'Another' }));
  const near = await makeAgreement(sales, acme, { endsOn: '2026-12-31' });
  await keepAgreements(NOW);
  expect(await amend(sales, { number: near.number, endsOn: '2027-12-31' }, { now: NOW })).toMatchObject({
    code: 'conflict',
  });
});

it('answers invalid-input to terms that cannot be agreed on', async () => {
  expect(await change({ noticeDays: 3 })).toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/graceSeconds' }],
  });
  expect(await change({ products: ['Nothing'] })).toMatchObject({ code: 'invalid-input' });
  expect(await change({ endsOn: '2026-11-01' })).toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/endsOn' }],
  });
});

it('writes no address into the audit log, and tells a new address of what waits', async () => {
  succeeded(await change({ appLimit: 50 }));
  succeeded(await change({ noticeAddress: 'legal@example.com' }));
  expect(await acceptMail(test, number, { of: 'notice-address' })).toBe(true);
  const entries = await test.sql`select before, after from audit_entries where subject_id = ${number}`;
  expect(JSON.stringify(entries)).not.toContain('legal@');
});

it('answers forbidden, not-found and stale-version', async () => {
  const stranger = (await makeTeam(test, 'Stranger')).owner;
  expect(await amend(acme.owner, { number, appLimit: 200 })).toMatchObject({ code: 'forbidden' });
  expect(await amend(stranger, { number, appLimit: 200 })).toEqual(
    await amend(stranger, { number: 'A-none', appLimit: 200 }),
  );
  expect(await amend(sales, { number, appLimit: 200 }, { now: NOW, ifMatch: ['9'] })).toMatchObject({
    code: 'stale-version',
  });
  expect(succeeded(await amend(sales, { number, appLimit: 200 }, { now: NOW, ifMatch: ['1'] })).version).toBe(
    2,
  );
});
