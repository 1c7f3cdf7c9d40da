import { beforeAll, beforeEach, expect, it } from 'vitest';
import { findLicenseFacts } from '#db/queries/checks.ts';
import { acceptMail, makeAgreement, NOW } from '#e2e/agreement-scene.ts';
import { checkFor } from '#e2e/check-scene.ts';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { decide } from '#lib/domain/decide.ts';
import { matchCandidates } from '#lib/domain/identifiers.ts';
import { readKey } from '#lib/licensing/read-key.ts';
import { registerApp } from '#lib/licensing/register-app.ts';
import type { Actor } from '#lib/use-case.ts';
import type { CheckRequest } from '#sdk/protocol/check-request.ts';
import type { LicenseId } from '#sdk/protocol/license-id.ts';
import { convertTrial } from './convert-trial.ts';
import { issueProduction } from './issue-production.ts';
import { issueSeveral, previewLicenses } from './issue-several.ts';
import { terminate } from './terminate.ts';

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
  ({ number } = await makeAgreement(sales, acme, { appLimit: 5, leaseSeconds: 7200, graceSeconds: 600 }));
});

const app = (value = 'com.acme.app') => ({ platform: 'android' as const, value });
const issue = (more = {}, actor = sales) =>
  issueProduction(actor, { kind: 'production', agreement: number, apps: [app()], ...more }, { now: NOW });
const convert = (id: string, more = {}, actor = sales) =>
  convertTrial(actor, { id, agreement: number, ...more }, { now: NOW });

/** What the next check of a device is answered with, as the hot path reads and decides it. */
async function check(id: string, changes: Partial<Record<keyof CheckRequest, string>> = {}) {
  const request = checkFor(id, changes) as CheckRequest;
  const asked = {
    id: id as LicenseId,
    platform: request.platform,
    matchKeys: matchCandidates(request.platform, request.app),
  };
  const { licenses } = await findLicenseFacts(test.database.checks, [asked]);
  const license = licenses.get(asked.id) ?? null;
  return { kind: license?.kind, ...decide(license, request, NOW) };
}

it('issues all that the agreement covers, on its numbers, for its team', async () => {
  const license = succeeded(await issue());
  expect(license).toMatchObject({
    kind: 'production',
    agreement: number,
    team: acme.team.slug,
    licensee: 'Acme Inc',
    products: ['BlinkID', 'BlinkCard'],
    platforms: ['ios', 'android'].sort((a) => (a === 'android' ? -1 : 1)),
    state: 'active',
    endsAt: null,
    leaseSeconds: 7200,
    graceSeconds: 600,
    apps: [{ platform: 'android', value: 'com.acme.app' }],
  });
  expect(await check(license.id)).toMatchObject({ kind: 'production', outcome: 'lease', leaseSeconds: 7200 });
  const [told] =
    await test.sql`select count(*)::int as n from deliveries where notice = 'license-issued' and subject_id = ${license.id}`;
  expect(told?.n).toBe(1);
});

it('begins with the agreement, when that lies ahead', async () => {
  const later = await makeAgreement(sales, acme, { startsOn: '2027-01-01' });
  const license = succeeded(await issue({ agreement: later.number }));
  expect(license).toMatchObject({ state: 'not-started', startsAt: '2027-01-01T00:00:00.000Z' });
});

it('answers invalid-input to what the agreement does not cover, and to another team', async () => {
  expect(await issue({ products: ['PDF417'] })).toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/products/0' }],
  });
  expect(await issue({ platforms: ['browser'], apps: [] })).toMatchObject({ code: 'invalid-input' });
  expect(
    await issue({ apps: [{ platform: 'ios', value: 'com.acme.App' }], platforms: ['android'] }),
  ).toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/apps/0/platform' }],
  });
  expect(await issue({ apps: [app(), app()] })).toMatchObject({ errors: [{ pointer: '/apps/1/value' }] });
  expect(await issue({ apps: [app('nothing')] })).toMatchObject({ errors: [{ pointer: '/apps/0/value' }] });
  expect(await issue({ team: 'another' })).toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/team' }],
  });
});

it('counts identifiers of all licenses of the agreement together, registered by the team too', async () => {
  const apps = ['a', 'b', 'c', 'd'].map((one) => app(`com.acme.${one}`));
  const first = succeeded(await issue({ apps }));
  expect(await issue({ apps: [app('com.acme.e'), app('com.acme.f')] })).toMatchObject({
    code: 'too-many-apps',
  });
  const second = succeeded(await issue({ apps: [] }));
  const register = (id: string, value: string) =>
    registerApp(acme.owner, { id, ...app(value) }, { now: NOW });
  const both = await Promise.all([register(first.id, 'com.acme.x'), register(second.id, 'com.acme.y')]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(both.find(({ ok }) => !ok)).toMatchObject({ code: 'too-many-apps' });
});

it('makes a trial a production license in place: License ID, key and identifiers stay, the next check gets production', async () => {
  const trial = await makeTrial(acme.owner, {}, NOW);
  const key = succeeded(await readKey(acme.owner, { id: trial.id }));
  expect(await check(trial.id)).toMatchObject({ kind: 'trial', outcome: 'lease', leaseSeconds: 3600 });
  const license = succeeded(await convert(trial.id));
  expect(license).toMatchObject({
    id: trial.id,
    kind: 'production',
    agreement: number,
    endsAt: null,
    apps: trial.apps,
    products: ['BlinkID', 'BlinkCard'],
    leaseSeconds: 7200,
    version: trial.version + 1,
  });
  expect(succeeded(await readKey(acme.owner, { id: trial.id }))).toEqual(key);
  expect(await check(trial.id)).toMatchObject({ kind: 'production', outcome: 'lease', leaseSeconds: 7200 });
  expect(await convert(trial.id)).toMatchObject({ code: 'conflict' });
});

it('revives a trial that has ended', async () => {
  const trial = await makeTrial(acme.owner, {}, NOW - 40 * 86_400_000);
  expect(await check(trial.id)).toMatchObject({ outcome: 'lock', code: 'trial-expired' });
  succeeded(await convert(trial.id));
  expect(await check(trial.id)).toMatchObject({ outcome: 'lease' });
});

it('does not convert what the agreement covers too little of, what is locked, or under another agreement', async () => {
  const wide = await makeTrial(acme.owner, { products: ['BlinkID', 'PDF417'] }, NOW);
  expect(await convert(wide.id)).toMatchObject({ code: 'invalid-input', errors: [{ pointer: '/products' }] });
  expect(succeeded(await convert(wide.id, { products: ['BlinkID'] })).products).toEqual(['BlinkID']);
  const browser = {
    platforms: ['browser' as const],
    apps: [{ platform: 'browser' as const, value: 'acme.com' }],
  };
  const web = await makeTrial(acme.owner, browser, NOW);
  expect(await convert(web.id)).toMatchObject({ code: 'invalid-input', errors: [{ pointer: '/platforms' }] });
  const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((one) => app(`com.acme.${one}`));
  const full = await makeTrial(acme.owner, { apps: many }, NOW);
  expect(await convert(full.id)).toMatchObject({ code: 'too-many-apps' });
  const locked = await makeTrial(acme.owner, {}, NOW);
  await test.sql`update licenses set locked_at = ${new Date(NOW)}, lock_reason = 'x' where id = ${locked.id}`;
  expect(await convert(locked.id)).toMatchObject({ code: 'conflict' });
  const other = await makeTeam(test, 'Other Inc');
  const foreign = await makeAgreement(sales, other);
  expect(await convert(locked.id, { agreement: foreign.number })).toMatchObject({ code: 'invalid-input' });
  expect(await convert(locked.id, {}, acme.owner)).toMatchObject({ code: 'forbidden' });
  expect(await convert(locked.id, {}, other.owner)).toMatchObject({ code: 'not-found' });
  expect(
    await convertTrial(sales, { id: locked.id, agreement: number }, { now: NOW, ifMatch: ['7'] }),
  ).toMatchObject({
    code: 'stale-version',
  });
});

it('issues nothing under an agreement that is being terminated or has ended', async () => {
  succeeded(await terminate(sales, { number, cause: 'material-breach', message: 'x' }, { now: NOW }));
  await acceptMail(test, number);
  const trial = await makeTrial(acme.owner, {}, NOW);
  expect(await issue()).toMatchObject({ code: 'conflict' });
  expect(await convert(trial.id)).toMatchObject({ code: 'conflict' });
  expect(
    await previewLicenses(sales, { number, rows: [{ name: 'x', apps: [] }] }, { now: NOW }),
  ).toMatchObject({
    code: 'conflict',
  });
});

it('gives a verdict on each of several before any is issued, and issues all or none', async () => {
  const rows = [
    { name: 'Wallet', apps: [app('com.acme.wallet')] },
    { name: 'Branch', products: ['PDF417'], apps: [] },
    { name: 'Wallet', apps: [app('not one')] },
  ];
  const verdict = succeeded(await previewLicenses(sales, { number, rows }, { now: NOW }));
  expect(verdict).toMatchObject({ ok: false, appLimit: 5 });
  expect(verdict.rows.map(({ ok }) => ok)).toEqual([true, false, false]);
  expect(verdict.rows[2]?.errors.map(({ pointer }) => pointer)).toEqual([
    '/rows/2/name',
    '/rows/2/apps/0/value',
  ]);
  const refused = await issueSeveral(sales, { number, rows }, { now: NOW });
  expect(refused).toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/rows/1/products/0' }, {}, {}],
  });
  const many = { name: 'Many', apps: ['a', 'b', 'c', 'd', 'e', 'f'].map((one) => app(`com.acme.${one}`)) };
  expect(await issueSeveral(sales, { number, rows: [many] }, { now: NOW })).toMatchObject({
    code: 'too-many-apps',
  });
  const good = [rows[0], { name: 'Branch', products: ['BlinkID'], apps: [] }].filter(
    (row) => row !== undefined,
  );
  const { items } = succeeded(await issueSeveral(sales, { number, rows: good }, { now: NOW }));
  expect(items.map(({ name, products }) => [name, products.length])).toEqual([
    ['Wallet', 2],
    ['Branch', 1],
  ]);
  expect(await issueSeveral(acme.owner, { number, rows: good })).toMatchObject({ code: 'forbidden' });
});

it('answers forbidden to the team and to support, not-found to strangers', async () => {
  const stranger = (await makeTeam(test, 'Stranger')).owner;
  expect(await issue({}, acme.owner)).toMatchObject({ code: 'forbidden' });
  expect(await issue({}, await acme.staff('support'))).toMatchObject({ code: 'forbidden' });
  expect(await issue({}, stranger)).toEqual(await issue({ agreement: 'A-none' }, stranger));
  expect(await issue({ agreement: 'A-none' })).toMatchObject({ code: 'not-found' });
});
