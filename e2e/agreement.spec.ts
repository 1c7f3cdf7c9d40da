import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as expectNow, type Page, test } from '@playwright/test';
import { decodeJwt } from 'jose';
import { countEffort } from './clicks.ts';
import { newCustomer, signUp } from './customer.ts';
import { expectGoodLooks, expectNoFindings } from './looks.ts';
import { mailTo } from './mail-to.ts';
import { dayFromNow, makeAgreement, openSales } from './sales.ts';

// Customer and sales each begin with an account of their own: slow where many tests share a machine.
test.describe.configure({ timeout: 180_000 });
/** A mail goes out by a job, and pages follow every few seconds. */
const expect = expectNow.configure({ timeout: 20_000 });

type Made = { id: string; licensee: string };

async function makeTrial(page: Page, app = 'com.harbor.app'): Promise<Made> {
  const response = await page.request.post('/api/v1/licenses', {
    headers: { origin: new URL(page.url()).origin },
    data: {
      kind: 'trial',
      name: 'Harbor mobile',
      products: ['BlinkID'],
      platforms: ['android'],
      apps: [{ platform: 'android', value: app }],
    },
  });
  expect(response.status(), await response.text()).toBe(201);
  return response.json();
}

/** The claims of a device's check. */
async function check(page: Page, { id, licensee }: Made, app = 'com.harbor.app') {
  const response = await page.request.post('/api/v1/validate', {
    data: {
      license: id,
      licensee,
      app,
      product: 'BlinkID',
      version: '7.8.1',
      platform: 'android',
      os: '15',
      nonce: 'b2Zt3xY0qkP1n8Zw',
    },
  });
  expect(response.status()).toBe(200);
  return decodeJwt(await response.text());
}

test('sales make an agreement from a team, convert its trial, and the next check gets production', async ({
  page,
  browser,
}) => {
  const customer = await signUp(page, newCustomer('Harbor Bank'));
  const trial = await makeTrial(page);
  const { key } = await (await page.request.get(`/api/v1/licenses/${trial.id}/key`)).json();
  expect(await check(page, trial)).toMatchObject({ kind: 'trial', grace: 86_400 });

  const sales = await openSales(browser);
  const number = `AGR ${customer.slug}`;
  const effort = await countEffort(sales);
  await sales.getByRole('link', { name: 'New agreement' }).click();
  await sales.getByLabel('Team', { exact: true }).fill(customer.slug);
  await sales.getByRole('button', { name: customer.slug }).click();
  await sales.getByLabel('Number').fill(number);
  await sales.getByRole('checkbox', { name: /^BlinkID(?! Verify)/ }).click();
  await sales.getByRole('checkbox', { name: 'Android', exact: true }).click();
  await sales.getByLabel('Grace').fill('30 days');
  await expect(sales.getByText(/Lease and grace together are/)).toBeVisible();
  await sales.getByLabel('Grace').fill('72 h');
  await expect(sales.getByText(/Lease and grace together are/)).toHaveCount(0);
  await sales.getByRole('button', { name: 'Make agreement' }).click();
  await expect(sales.getByRole('heading', { name: 'BlinkID', level: 1 })).toBeVisible();

  await sales.getByRole('button', { name: 'Convert Harbor mobile' }).click();
  await sales.getByRole('button', { name: 'Convert to production' }).click();
  // Among the trials it stands as active too, until it is converted.
  const issued = sales.getByRole('region', { name: 'Licenses under this agreement' });
  await expect(issued.getByRole('row', { name: /Harbor mobile.*Active/ })).toBeVisible();
  const claims = await check(page, trial);
  expect(claims).toMatchObject({ sub: trial.id, kind: 'production', grace: 259_200 });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(86_400);
  expect((await (await page.request.get(`/api/v1/licenses/${trial.id}/key`)).json()).key).toBe(key);
  expect(effort.clicks()).toBeLessThanOrEqual(8);
  expect(effort.seconds()).toBeLessThan(60);

  await page.goto(`/${customer.slug}/licenses/${trial.id}`);
  await page.getByRole('link', { name: number }).click();
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Terminate' })).toHaveCount(0);
});

test('a termination for breach is previewed, served, shown to the team, and lifted by a cure', async ({
  page,
  browser,
}) => {
  const customer = await signUp(page, newCustomer('Breach Bank'));
  const trial = await makeTrial(page);
  const sales = await openSales(browser);
  const number = await makeAgreement(sales, customer.slug);
  const convert = await sales.request.post(`/api/v1/licenses/${trial.id}/convert`, {
    headers: { origin: new URL(sales.url()).origin },
    data: { agreement: number },
  });
  expect(convert.status(), await convert.text()).toBe(200);
  await check(page, trial);

  await sales.goto(`/staff/agreements/${number}`);
  const effort = await countEffort(sales);
  await sales.getByRole('button', { name: 'Terminate' }).click();
  await sales.getByLabel('Material breach').check();
  await sales.getByLabel('Not before').fill(dayFromNow(2));
  await sales.getByLabel('What the customer reads').fill('Invoices of 2026 are unpaid.');
  const panel = sales.getByRole('region', { name: 'Terminate' });
  await expect(panel).toContainText('Preview, nothing is sent yet');
  await expect(panel).toContainText(/1 identifier, 1 lease running; the last stops/);
  await expect(panel).toContainText('It is moved: notice takes 30 days');
  await panel.getByText('What they read').click();
  await expect(panel).toContainText('Invoices of 2026 are unpaid.');
  for (const colorScheme of ['light', 'dark'] as const) {
    await sales.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectNoFindings(sales, `the step that confirms, ${colorScheme}`);
  }
  await sales.getByRole('button', { name: 'Serve notice' }).click();
  await expect(sales.getByText('Ends in 3', { exact: false }).first()).toBeVisible();
  expect(effort.clicks()).toBeLessThanOrEqual(5);
  await expect(sales.getByText(/^Accepted/).first()).toBeVisible();
  expect((await mailTo(customer.email, new RegExp(number))).text).toContain('Invoices of 2026 are unpaid.');

  await page.goto(`/${customer.slug}/agreements/${number}`);
  const told = page.getByRole('region', { name: 'Notices', exact: true });
  await expect(told.getByText('Invoices of 2026 are unpaid.')).toBeVisible();
  await expect(page.getByText('Scheduled').first()).toBeVisible();
  expect(await check(page, trial)).toMatchObject({ kind: 'production' });
  await sales.goto('/staff');
  await expect(sales.getByRole('row', { name: new RegExp(number) }).first()).toContainText('Served');

  await sales.goto(`/staff/agreements/${number}`);
  await sales.getByRole('button', { name: 'Cure or cancel' }).click();
  await sales.getByLabel('Note').fill('Paid on Tuesday.');
  await sales.getByRole('button', { name: 'Record cure' }).click();
  await expect(sales.getByText('Breach cured')).toBeVisible();
  await expect(page.getByText('Active').first()).toBeVisible();
  const license = await (await page.request.get(`/api/v1/licenses/${trial.id}`)).json();
  expect(license.state).toBe('active');
});

test('an expiry gives notice by itself, is held, and a renewal lifts it', async ({ page, browser }) => {
  const customer = await signUp(page, newCustomer('Expiry Bank'));
  const sales = await openSales(browser);
  const number = await makeAgreement(sales, customer.slug, { noticeDays: 10, endsOn: dayFromNow(20) });
  await sales.goto(`/staff/agreements/${number}`);
  await expect(sales.getByText('Expires in', { exact: false }).first()).toBeVisible();
  await expect(sales.getByText(/^Accepted/).first()).toBeVisible();
  const effort = await countEffort(sales);
  await sales.getByRole('button', { name: 'Hold expiry' }).click();
  await sales.getByLabel('Hold until').fill(dayFromNow(30));
  await sales.getByRole('alertdialog').getByRole('button', { name: 'Hold expiry' }).click();
  await expect(sales.getByText('Held, expires in', { exact: false })).toBeVisible();
  await page.goto(`/${customer.slug}/agreements/${number}`);
  await expect(
    page.getByText('The expiry is held while a renewal is being talked about.', { exact: false }),
  ).toBeVisible();
  await sales.getByRole('button', { name: 'Renew' }).click();
  await sales.getByRole('button', { name: 'Renew agreement' }).click();
  await expect(sales.getByText('Lifted by renewal')).toBeVisible();
  await expect(sales.getByText('Last day in', { exact: false })).toBeVisible();
  expect(effort.clicks()).toBeLessThanOrEqual(4);
  expect(effort.seconds()).toBeLessThan(60);
  await expect(page.getByText('Last day in', { exact: false })).toBeVisible();
});

test('several licenses from a CSV: a verdict on each row first, then all of them', async ({
  page,
  browser,
}) => {
  const customer = await signUp(page, newCustomer('Bulk Bank'));
  const sales = await openSales(browser);
  const number = await makeAgreement(sales, customer.slug, { appLimit: 5 });
  await sales.goto(`/staff/agreements/${number}`);
  await sales.getByRole('link', { name: 'Issue license' }).first().click();
  await sales.getByRole('link', { name: 'Several, from a list' }).click();
  const lines = ['name,platform,identifier', 'Branches,android,com.bulk-bank.app', 'Web,browser,id.bulk.com'];
  await sales.getByLabel('Licenses, a line for each identifier').fill(lines.join('\n'));
  await expect(sales.getByRole('row', { name: /Branches/ })).toContainText('Line 2:');
  await expect(sales.getByRole('row', { name: /Web/ })).toContainText('Fine');
  await expect(sales.getByRole('button', { name: /Issue 2 licenses/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );

  const file = join(tmpdir(), `${number}.csv`);
  writeFileSync(file, [...lines, 'Branches,android,com.bulk.app'].toSpliced(1, 1).join('\r\n'));
  const effort = await countEffort(sales);
  await sales.getByLabel('Or a CSV file').setInputFiles(file);
  await expect(sales.getByRole('row', { name: /Branches/ })).toContainText('Fine');
  await expect(sales.getByText('After it 2 of 5 identifiers are registered.')).toBeVisible();
  await sales.getByRole('button', { name: 'Issue 2 licenses' }).click();
  await expect(sales.getByRole('row', { name: /Branches/ })).toContainText('LIC-');
  expect(effort.clicks()).toBeLessThanOrEqual(2);

  const { items } = await (await page.request.get('/api/v1/licenses?kind=production')).json();
  const branches = items.find(({ name }: { name: string }) => name === 'Branches');
  expect(await check(page, branches, 'com.bulk.app')).toMatchObject({ kind: 'production' });
});

test('an amendment says what holds at once and what waits for notice, and can be taken back', async ({
  page,
  browser,
}) => {
  const customer = await signUp(page, newCustomer('Amend Bank'));
  const sales = await openSales(browser);
  const number = await makeAgreement(sales, customer.slug, { appLimit: 50 });
  await sales.goto(`/staff/agreements/${number}/amend`);
  const aside = sales.getByRole('complementary', { name: 'What would change' });
  await sales.getByLabel('Application identifiers').fill('60');
  await expect(aside).toContainText('From the next check on');
  await sales.getByLabel('Versions up to').fill('7');
  await expect(aside).toContainText('Waits for notice');
  await sales.getByRole('button', { name: 'Amend and serve notice' }).click();
  await expect(sales.getByText('0 of 60')).toBeVisible();
  await expect(sales.getByRole('heading', { name: 'Amendment' })).toBeVisible();
  await sales.getByRole('button', { name: 'Take amendment back' }).click();
  await sales.getByRole('alertdialog').getByRole('button', { name: 'Take amendment back' }).click();
  await expect(sales.getByText('Cancelled', { exact: true })).toBeVisible();
});

test('pages of agreements are fine in both themes and on a phone', async ({ page, browser }) => {
  test.setTimeout(300_000);
  const customer = await signUp(page, newCustomer('Looks Bank'));
  await makeTrial(page);
  const sales = await openSales(browser);
  const number = await makeAgreement(sales, customer.slug, { endsOn: dayFromNow(40) });
  for (const address of [
    '/staff',
    '/staff/agreements',
    '/staff/agreements?q=nothing-is-called-so',
    '/staff/agreements/new',
    `/staff/agreements/${number}`,
    `/staff/agreements/${number}/amend`,
    `/staff/agreements/${number}/issue`,
    `/staff/agreements/${number}/issue?several`,
  ])
    await expectGoodLooks(sales, address);
  for (const address of ['agreements', `agreements/${number}`])
    await expectGoodLooks(page, `/${customer.slug}/${address}`);
});

test("another team's agreement answers like one that does not exist", async ({ page, browser }) => {
  const customer = await signUp(page, newCustomer('Secret Bank'));
  const sales = await openSales(browser);
  const number = await makeAgreement(sales, customer.slug);
  const other = await (await browser.newContext()).newPage();
  const { slug } = await signUp(other, newCustomer('Curious Bank'));
  const texts: string[] = [];
  for (const one of [number, 'AGR-0000']) {
    const response = await other.goto(`/${slug}/agreements/${one}`);
    expect(response?.status()).toBe(404);
    texts.push(await other.locator('main').innerText());
  }
  expect(texts[0]).toBe(texts[1]);
});
