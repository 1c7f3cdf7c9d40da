import { beforeAll, expect, it } from 'vitest';
import { makeAgreement, NOW } from '#e2e/agreement-scene.ts';
import { makeKeys, makeTeam, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { type Actor, COMMAND } from '#lib/use-case.ts';
import { createAgreement } from './create-agreement.ts';
import { listAgreements } from './list-agreements.ts';
import { readAgreement } from './read-agreement.ts';

const test = useTestDatabase({ VENDOR_TIME_ZONE: 'Europe/Zagreb' });
let acme: Scene;
let other: Scene;
let sales: Actor;
beforeAll(async () => {
  await makeKeys(test);
  acme = await makeTeam(test, 'Acme Inc');
  other = await makeTeam(test, 'Other Inc');
  sales = await acme.staff('sales');
});

const input = (number: string, more = {}) => ({
  number,
  team: acme.team.slug,
  products: ['BlinkID'],
  platforms: ['android' as const],
  startsOn: '2026-11-24',
  endsOn: '2027-11-23',
  noticeDays: 30,
  ...more,
});
const create = (number: string, more = {}, actor = sales) =>
  createAgreement(actor, input(number, more), { now: NOW });

it('makes an agreement of what was said and of defaults, its days in the time zone of the vendor', async () => {
  const made = succeeded(await create('AGR-2026-0001'));
  expect(made).toEqual({
    number: 'AGR-2026-0001',
    team: acme.team.slug,
    teamName: 'Acme Inc',
    title: 'BlinkID',
    products: ['BlinkID'],
    platforms: ['android'],
    appLimit: 100,
    startsOn: '2026-11-24',
    endsOn: '2027-11-23',
    noticeDays: 30,
    noticeAddress: null,
    leaseSeconds: 86_400,
    graceSeconds: 259_200,
    retrySeconds: 300,
    versionCap: null,
    offline: false,
    proxy: true,
    state: 'active',
    endsAt: null,
    termination: null,
    startsAt: '2026-11-23T23:00:00.000Z',
    lastInstantAt: '2027-11-23T23:00:00.000Z',
    expiry: {
      noticeDueAt: '2027-09-23T22:00:00.000Z',
      noticeServedAt: null,
      effectiveAt: null,
      heldUntil: null,
    },
    amendment: null,
    licenses: 0,
    apps: 0,
    createdAt: '2026-11-24T14:05:00.000Z',
    version: 1,
  });
  expect(succeeded(await readAgreement(acme.owner, { number: 'agr-2026-0001' }, { now: NOW }))).toEqual(made);
  const [entry] = await test.sql`select * from audit_entries where subject_id = 'AGR-2026-0001'`;
  expect(entry).toMatchObject({
    action: 'agreement.create',
    actor_id: sales.personId,
    team_id: acme.team.id,
  });
});

it('takes from a copy what is left out, and keeps its lease within a short notice', async () => {
  await create('Copied 1', {
    offline: true,
    versionCap: '7',
    noticeAddress: 'legal@example.com',
    appLimit: 7,
  });
  const { products, platforms, noticeDays, ...rest } = input('Copy 1');
  const copy = await createAgreement(sales, { ...rest, copyOf: 'copied 1', noticeDays: 1 }, { now: NOW });
  expect(succeeded(copy)).toMatchObject({
    products: ['BlinkID'],
    offline: true,
    versionCap: '7',
    noticeAddress: 'legal@example.com',
    appLimit: 7,
    noticeDays: 1,
  });
});

it('takes team, products and platforms from the request that it answers', async () => {
  const [request] = await test.sql<{ id: string }[]>`
    insert into requests (type, team_id, state, subject, terms, created_at, created_by, answer_by, last_message_at)
    values ('production', ${other.team.id}, 'open', 'Production', '{"products":["PDF417"],"platforms":["ios"]}',
            now(), ${other.owner.personId}, now(), now()) returning id`;
  const { team, products, platforms, ...rest } = input('Asked 1');
  const made = succeeded(await createAgreement(sales, { ...rest, request: request?.id }, { now: NOW }));
  expect(made).toMatchObject({ team: other.team.slug, products: ['PDF417'], platforms: ['ios'] });
  const mixed = await createAgreement(
    sales,
    { ...rest, team: acme.team.slug, request: request?.id },
    { now: NOW },
  );
  expect(mixed).toMatchObject({ code: 'invalid-input' });
});

it.each([
  ['a product that is unknown', { products: ['BlinkNothing'] }, '/products/0'],
  ['a last day before the first', { startsOn: '2027-11-24' }, '/endsOn'],
  ['a last day that has passed', { startsOn: '2024-01-01', endsOn: '2026-11-23' }, '/endsOn'],
  [
    'a grant longer than the notice',
    { noticeDays: 1, leaseSeconds: 86_400, graceSeconds: 60 },
    '/graceSeconds',
  ],
  ['a copy of nothing', { copyOf: 'none' }, '/copyOf'],
  ['an answer to nothing', { request: '00000000-0000-4000-8000-000000000000' }, '/request'],
])('answers invalid-input to %s', async (_, more, pointer) => {
  expect(await create('Wrong', more)).toMatchObject({ code: 'invalid-input', errors: [{ pointer }] });
});

it('answers invalid-input to a product that none of the platforms has, and to a retired one', async () => {
  await test.sql`update products set platforms = '{ios}' where name = 'PhotoPay'`;
  await test.sql`update products set retired_at = now() where name = 'BlinkID Verify'`;
  const wrong = (products: string[]) => create('Wrong', { products });
  expect(await wrong(['PhotoPay'])).toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/platforms' }],
  });
  expect(await wrong(['BlinkID Verify'])).toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/products/0' }],
  });
});

it('answers conflict when the number is taken, in any case', async () => {
  succeeded(await create('Taken-1'));
  expect(await create('TAKEN-1')).toMatchObject({ code: 'conflict', errors: [{ pointer: '/number' }] });
});

it('answers forbidden to members and support, not-found for no team and for strangers', async () => {
  expect(await create('F-1', {}, acme.owner)).toMatchObject({ code: 'forbidden' });
  expect(await create('F-1', {}, await acme.staff('support'))).toMatchObject({ code: 'forbidden' });
  expect(await create('F-1', { team: 'nobody' })).toMatchObject({ code: 'not-found' });
  expect(await create('F-1', {}, other.owner)).toEqual(await create('F-1', { team: 'nobody' }, other.owner));
});

it('lists those of the own teams, and all of them to staff, page by page, by state and by words', async () => {
  const third = await makeTeam(test, 'Third Inc');
  const first = await makeAgreement(sales, third, { title: 'Kiosks', endsOn: '2027-01-10' });
  const second = await makeAgreement(sales, third, { startsOn: '2027-01-01' }, NOW + 1);
  const list = async (who: Actor, more = {}) =>
    succeeded(await listAgreements(who, { limit: 50, sort: 'newest', ...more }, { now: NOW + 2 }));
  const numbers = async (who: Actor, more = {}) => (await list(who, more)).items.map(({ number }) => number);
  expect(await numbers(third.owner)).toEqual([second.number, first.number]);
  expect(await numbers(third.owner, { sort: 'ending' })).toEqual([first.number, second.number]);
  expect(await numbers(third.owner, { state: 'not-started' })).toEqual([second.number]);
  expect(await numbers(third.owner, { state: 'expiring' })).toEqual([first.number]);
  expect(await numbers(third.owner, { q: 'kiosk' })).toEqual([first.number]);
  expect(await numbers(sales, { team: third.team.slug })).toEqual([second.number, first.number]);
  expect(await numbers(COMMAND)).toContain(first.number);
  expect(await numbers(acme.owner)).not.toContain(first.number);
  const page = await list(third.owner, { limit: 1 });
  expect(page.items).toHaveLength(1);
  expect(await numbers(third.owner, { limit: 1, cursor: page.next })).toEqual([first.number]);
  const foreign = { limit: 50, sort: 'newest' as const };
  expect(await listAgreements(acme.owner, { ...foreign, team: third.team.slug })).toMatchObject({
    code: 'not-found',
  });
  expect(await listAgreements(acme.owner, { ...foreign, cursor: 'x' })).toMatchObject({
    code: 'invalid-input',
  });
});
