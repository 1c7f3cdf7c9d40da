import { beforeAll, expect, it } from 'vitest';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { lockLicense } from '#lib/support/lock-license.ts';
import { type Actor, ANONYMOUS } from '#lib/use-case.ts';
import { listLicenses } from './list-licenses.ts';
import { renameLicense } from './rename-license.ts';

const test = useTestDatabase();
let acme: Scene;
const ids: string[] = [];
beforeAll(async () => {
  await makeKeys(test);
  acme = await makeTeam(test, 'Acme Inc');
  const products = ['BlinkID', 'BlinkCard', 'PhotoPay', 'PDF417', 'BlinkID Verify'];
  for (const product of products)
    ids.unshift((await makeTrial(acme.owner, { products: [product], name: `${product} app` })).id);
  await lockLicense(await acme.staff('support'), { id: ids[0] ?? '', reason: 'Key leaked.' });
});

const list = (input: Partial<Parameters<typeof listLicenses>[1]> = {}, now = Date.now()) =>
  listLicenses(acme.owner, { limit: 50, ...input }, { now }).then(succeeded);

it('gives the newest first', async () => {
  expect((await list()).items.map(({ id }) => id)).toEqual(ids);
});

it('gives pages that join without a gap or an overlap, and an end', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit: 2, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(seen).toEqual(ids);
});

it('filters by state, kind, product, and by part of a name, an ID or an identifier', async () => {
  expect((await list({ state: 'locked' })).items.map(({ id }) => id)).toEqual([ids[0]]);
  expect((await list({ state: 'active' })).items).toHaveLength(4);
  expect((await list({ state: 'expired' }, Date.now() + 31 * DAY_MS)).items).toHaveLength(4);
  expect((await list({ kind: 'production' })).items).toEqual([]);
  expect((await list({ product: 'PhotoPay' })).items).toHaveLength(1);
  expect((await list({ q: 'photopay' })).items).toHaveLength(1);
  expect((await list({ q: ids[2]?.slice(4, 8).toLowerCase() })).items.map(({ id }) => id)).toContain(ids[2]);
  expect((await list({ q: 'com.acme' })).items).toHaveLength(5);
  expect((await list({ q: '%' })).items).toEqual([]);
});

it('shows nothing of other teams, and answers a foreign team like none', async () => {
  const other = await makeTeam(test, 'Other Inc');
  expect(succeeded(await listLicenses(other.owner, { limit: 50 })).items).toEqual([]);
  const foreign = await listLicenses(other.owner, { limit: 50, team: acme.team.slug });
  expect(foreign).toEqual(await listLicenses(other.owner, { limit: 50, team: 'no-such-team' }));
  expect(foreign).toMatchObject({ code: 'not-found' });
  await expect(listLicenses(ANONYMOUS, { limit: 50 })).resolves.toMatchObject({ code: 'unauthenticated' });
});

it('shows staff the licenses of every team', async () => {
  const items = succeeded(await listLicenses(await acme.staff('sales'), { limit: 200 })).items;
  expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
});

it('answers invalid-input for a cursor that was not given out', async () => {
  await expect(listLicenses(acme.owner, { limit: 50, cursor: 'abc' })).resolves.toMatchObject({
    code: 'invalid-input',
  });
});

it('renames for developers, and refuses viewers and stale versions', async () => {
  const id = ids[1] ?? '';
  expect(succeeded(await renameLicense(acme.owner, { id, name: 'Acme Wallet' }))).toMatchObject({
    name: 'Acme Wallet',
  });
  await expect(renameLicense(acme.owner, { id, name: 'X' }, { ifMatch: ['1'] })).resolves.toMatchObject({
    code: 'stale-version',
  });
  await expect(renameLicense(await acme.member('viewer'), { id, name: 'X' })).resolves.toMatchObject({
    code: 'forbidden',
  });
});

it('shows every team to staff who belong to one, when they ask for that, and never to a member', async () => {
  const other = await makeTeam(test, 'Of another Inc');
  const mine = await makeTrial(other.owner);
  const both: Actor = {
    ...other.owner,
    asker: { kind: 'known', teams: new Map([[other.team.id, 'owner']]), staffRole: 'support', scopes: null },
  };
  const idsOf = async (actor: Actor, of?: 'mine' | 'every-team') =>
    succeeded(await listLicenses(actor, { limit: 200, of })).items.map(({ id }) => id);
  expect(await idsOf(both)).toEqual([mine.id]);
  expect(await idsOf(both, 'every-team')).toEqual(expect.arrayContaining([mine.id, ...ids]));
  expect(await idsOf(other.owner, 'every-team')).toEqual([mine.id]);
  const locked = succeeded(await listLicenses(both, { limit: 200, of: 'every-team', state: 'locked' }));
  expect(locked.items.map(({ id }) => id)).toEqual([ids[0]]);
});
