import { beforeAll, expect, test } from 'vitest';
import { insertLicenseRow } from '#e2e/check-scene.ts';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { STAFF_ROLES } from '#lib/domain/policy.ts';
import { type Actor, ANONYMOUS } from '#lib/use-case.ts';
import { addProduct, type ProductInput } from './add-product.ts';
import { createTrial } from './create-trial.ts';
import { listLicenses } from './list-licenses.ts';
import { listProducts } from './list-products.ts';
import { readLicense } from './read-license.ts';
import { updateProduct } from './update-product.ts';

const db = useTestDatabase();
let scene: Scene;
let operator: Actor;

beforeAll(async () => {
  await makeKeys(db);
  scene = await makeTeam(db, 'Acme');
  operator = await scene.staff('operator');
});

const input = (name: string): ProductInput => ({
  name,
  description: 'Reads things',
  platforms: ['android', 'ios'],
  currentVersion: '1.0.0',
  docsUrl: null,
  leaseSeconds: 86_400,
  graceSeconds: 259_200,
  retrySeconds: 300,
  trialLeaseSeconds: 3_600,
  trialGraceSeconds: 86_400,
});
const add = async (name: string) => succeeded(await addProduct(operator, input(name)));
const names = async (retired = false) =>
  succeeded(await listProducts(ANONYMOUS, { retired })).items.map(({ name }) => name);
const entries = (id: string) =>
  db.sql`select action, before, after from audit_entries where subject_type = 'product' and subject_id = ${id} order by id`;

test('a product is offered at once, last, and the audit log has its terms', async () => {
  const product = await add('FaceID');
  expect(product).toMatchObject({
    name: 'FaceID',
    position: 6,
    version: 1,
    retiredAt: null,
    formerNames: [],
  });
  expect((await names()).at(-1)).toBe('FaceID');
  const [entry] = await entries('FaceID');
  expect(entry).toMatchObject({ action: 'product.add', after: { leaseSeconds: 86_400, position: 6 } });
  await makeTrial(scene.owner, { products: ['FaceID'] });
});

test.each([
  ['blinkid', 'There is a product BlinkID already.'],
  ['Former', 'Later had this name before, and devices go on saying it. Choose another.'],
])('no product gets the name %s, which another has or had', async (name, detail) => {
  if (name === 'Former') {
    await add('Former');
    succeeded(await updateProduct(operator, { product: 'Former', name: 'Later' }));
  }
  const conflict = { ok: false, code: 'conflict', detail, errors: [{ pointer: '/name', detail }] };
  expect(await addProduct(operator, input(name))).toEqual(conflict);
  expect(await updateProduct(operator, { product: 'BlinkCard', name })).toEqual(conflict);
});

test('what is changed has a higher version, and the audit log says from what to what', async () => {
  await add('Changing');
  const changed = succeeded(
    await updateProduct(
      operator,
      { product: 'Changing', currentVersion: '2.0', leaseSeconds: 60 },
      { ifMatch: ['1'] },
    ),
  );
  expect(changed).toMatchObject({
    currentVersion: '2.0',
    leaseSeconds: 60,
    graceSeconds: 259_200,
    version: 2,
  });
  expect((await entries('Changing')).at(-1)).toEqual({
    action: 'product.update',
    before: { currentVersion: '1.0.0', leaseSeconds: 86_400 },
    after: { currentVersion: '2.0', leaseSeconds: 60 },
  });
  expect(
    await updateProduct(operator, { product: 'Changing', position: 9 }, { ifMatch: ['1'] }),
  ).toMatchObject({
    code: 'stale-version',
    detail: expect.stringContaining('This product was changed in the meantime'),
  });
});

test('numbers bear on new licenses alone', async () => {
  await add('Numbers');
  const before = await makeTrial(scene.owner, { products: ['Numbers'] });
  succeeded(
    await updateProduct(operator, {
      product: 'Numbers',
      trialLeaseSeconds: 120,
      platforms: ['ios', 'android'],
    }),
  );
  const after = await makeTrial(scene.owner, { products: ['Numbers'] });
  const read = succeeded(await readLicense(scene.owner, { id: before.id }));
  expect([read.leaseSeconds, after.leaseSeconds]).toEqual([3_600, 120]);
});

test('a retired product is not offered, not found in a new trial, and can come back; its licenses run on', async () => {
  await add('Retiring');
  const license = await makeTrial(scene.owner, { products: ['Retiring'] });
  succeeded(
    await updateProduct(operator, { product: 'Retiring', retired: true }, { now: Date.UTC(2026, 10, 25) }),
  );
  expect(await names()).not.toContain('Retiring');
  expect((await names(true)).at(-1)).toBe('Retiring');
  const trial = { kind: 'trial' as const, products: ['Retiring'], platforms: ['android' as const], apps: [] };
  expect(await createTrial(scene.owner, trial)).toMatchObject({ code: 'invalid-input' });
  expect(succeeded(await readLicense(scene.owner, { id: license.id })).state).toBe('active');
  const again = await updateProduct(operator, { product: 'Retiring', retired: true });
  expect(succeeded(again).retiredAt).toBe('2026-11-25T00:00:00.000Z');
  expect(
    succeeded(await updateProduct(operator, { product: 'Retiring', retired: false })).retiredAt,
  ).toBeNull();
  expect(await names()).toContain('Retiring');
});

test('a renamed product is named so by its licenses, found by either name, and may have its name back', async () => {
  await add('One');
  const license = await makeTrial(scene.owner, { products: ['One', 'BlinkCard'] });
  const renamed = succeeded(await updateProduct(operator, { product: 'One', name: 'Two' }));
  expect(renamed).toMatchObject({ name: 'Two', formerNames: ['One'] });
  const read = succeeded(await readLicense(scene.owner, { id: license.id }));
  expect(read.products).toEqual(['Two', 'BlinkCard']);
  expect(read.version).toBe(license.version + 1);
  for (const product of ['One', 'Two']) {
    const found = succeeded(await listLicenses(scene.owner, { product, limit: 50 }));
    expect(found.items.map(({ id }) => id)).toEqual([license.id]);
  }
  expect((await entries('One')).at(-1)).toMatchObject({
    before: { name: 'One', formerNames: [] },
    after: { name: 'Two', formerNames: ['One'], licenses: 1 },
  });
  const later = await makeTrial(scene.owner, { products: ['One'] });
  expect(later).toMatchObject({ products: ['Two'], name: 'Two trial' });
  expect(await updateProduct(operator, { product: 'One', position: 1 })).toMatchObject({ code: 'not-found' });
  const back = succeeded(await updateProduct(operator, { product: 'Two', name: 'One' }));
  expect(back).toMatchObject({ name: 'One', formerNames: ['Two'] });
  const rows =
    await db.sql`select products, former_products from licenses where id = any(${[license.id, later.id]}) order by created_at`;
  expect(rows).toEqual([
    { products: ['One', 'BlinkCard'], former_products: ['Two'] },
    { products: ['One'], former_products: ['Two'] },
  ]);
});

test('a trial that is made while a product is renamed never keeps the former name alone', async () => {
  await add('Race 0');
  for (let n = 0; n < 5; n++) {
    const product = `Race ${n}`;
    const name = `Race ${n + 1}`;
    const racing = await makeTeam(db, `Race ${n}`);
    const [, license] = await Promise.all([
      updateProduct(operator, { product, name }).then(succeeded),
      makeTrial(racing.owner, { products: [product] }),
    ]);
    const [row] = await db.sql`select products, former_products from licenses where id = ${license.id}`;
    expect(row?.products).toEqual([name]);
    expect(row?.former_products).toContain(product);
  }
});

test('no product is renamed while an amendment that names it is under way: what was served cannot follow', async () => {
  await add('Amended');
  const license = await insertLicenseRow(db.sql, {
    kind: 'production',
    endsAt: null,
    products: ['Amended', 'PDF417'],
  });
  const [notice] = await db.sql`
    insert into agreement_notices (agreement_id, cause, notice_days, message, terms, stored_at)
    select a.id, 'amendment', a.notice_days, 'Less', '{"products": ["Amended"]}', now()
    from agreements a join licenses l on l.agreement_id = a.id where l.id = ${license} returning id`;
  const rename = () => updateProduct(operator, { product: 'Amended', name: 'Renamed' });
  expect(await rename()).toMatchObject({
    code: 'conflict',
    detail: expect.stringContaining('names Amended'),
  });
  expect((await updateProduct(operator, { product: 'Amended', position: 3 })).ok).toBe(true);
  expect((await updateProduct(operator, { product: 'PDF417', name: 'PDF-417' })).ok).toBe(true);
  await db.sql`update agreement_notices set cancelled_at = now(), cancel_kind = 'cancelled' where id = ${notice?.id}`;
  expect((await rename()).ok).toBe(true);
});

test('nobody but operators changes the catalogue', async () => {
  const others = [
    scene.owner,
    ...(await Promise.all(STAFF_ROLES.filter((r) => r !== 'operator').map(scene.staff))),
  ];
  for (const actor of others) {
    expect(await addProduct(actor, input('Nobody'))).toMatchObject({ code: 'forbidden' });
    expect(await updateProduct(actor, { product: 'BlinkID', name: 'Nobody' })).toMatchObject({
      code: 'forbidden',
    });
  }
  expect(await addProduct(ANONYMOUS, input('Nobody'))).toMatchObject({ code: 'unauthenticated' });
});

test('one that adds twice is told so, and with a key is given the first answer again', async () => {
  const call = { idempotencyKey: 'once' };
  const first = succeeded(await addProduct(operator, input('Twice'), call));
  expect(succeeded(await addProduct(operator, input('Twice'), call))).toEqual(first);
  expect(await addProduct(operator, input('Twice'))).toMatchObject({ code: 'conflict' });
});
