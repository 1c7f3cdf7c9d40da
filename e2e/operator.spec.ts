import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { leasehold } from './command.ts';
import { newCustomer, signUp } from './customer.ts';
import { expectGoodLooks, expectNoFindings } from './looks.ts';
import { withDatabase } from './running-database.ts';
import { signInAsStaff } from './staff.ts';

// The command line starts a process for each operator: slow where many tests share a machine.
test.describe.configure({ timeout: 180_000 });

test('an operator adds a product and renames it, and the next checks get leases under both names', async ({
  page,
  browser,
  request,
}) => {
  const customer = await signUp(page, newCustomer('Renaming Inc'));
  const { token } = JSON.parse(
    await leasehold(['token', 'create', '--team', customer.slug, '--scope', 'all', '--json']),
  );
  const operator = await (await browser.newContext()).newPage();
  await signInAsStaff(operator, 'operator');
  const [first, second] = [`Face ${randomUUID().slice(0, 6)}`, `Mask ${randomUUID().slice(0, 6)}`];

  await operator.goto('/staff/operator/catalogue');
  await operator.getByRole('link', { name: 'Add a product' }).click();
  await operator.getByRole('button', { name: 'Add the product' }).click();
  await expect(operator.getByText('Choose at least one platform.')).toBeVisible();
  await operator.getByLabel('Name', { exact: true }).fill(first);
  await operator.getByLabel('Description').fill('Scan faces');
  await operator.getByRole('checkbox', { name: 'Android' }).check();
  await operator.getByLabel('Current version').fill('1.0.0');
  await operator.getByRole('button', { name: 'Add the product' }).click();
  await expect(operator.getByRole('link', { name: first })).toBeVisible();

  const created = await request.post('/api/v1/licenses', {
    headers: { authorization: `Bearer ${token}` },
    data: {
      kind: 'trial',
      products: [first],
      platforms: ['android'],
      apps: [{ platform: 'android', value: 'com.renaming.app' }],
    },
  });
  const license = await created.json();
  expect(created.status(), JSON.stringify(license)).toBe(201);
  const check = async (product: string) => {
    const answer = await request.post('/api/v1/validate', {
      data: {
        license: license.id,
        licensee: license.licensee,
        app: 'com.renaming.app',
        product,
        version: '1.0.0',
        platform: 'android',
        os: '15',
        nonce: 'b2Zt3xY0qkP1n8Zw',
      },
    });
    const jws = await answer.text();
    return { typ: decodeProtectedHeader(jws).typ, prd: decodeJwt(jws).prd };
  };
  expect(await check(first)).toEqual({ typ: 'lease+jwt', prd: first });
  expect(await check(second)).toEqual({ typ: 'refusal+jwt', prd: second });

  await operator.getByRole('link', { name: first }).click();
  await operator.getByLabel('Name', { exact: true }).fill(second);
  await operator.getByRole('button', { name: 'Rename and save' }).click();
  await expect(operator.getByRole('link', { name: second })).toBeVisible();
  for (const prd of [first, second]) expect(await check(prd)).toEqual({ typ: 'lease+jwt', prd });

  await operator.getByRole('link', { name: second }).click();
  await expect(operator.getByText(`Devices may also say ${first}`)).toBeVisible();
  await operator.getByRole('button', { name: `Retire ${second}` }).click();
  await expectNoFindings(operator, 'the step that confirms retiring');
  await operator.getByRole('button', { name: 'Retire the product' }).click();
  await expect(operator.getByText('Retired: no longer offered. Its licenses run on.')).toBeVisible();
  expect(await check(first)).toEqual({ typ: 'lease+jwt', prd: first });
  await expectGoodLooks(operator, `/staff/operator/catalogue/${encodeURIComponent(second)}`);
});

test('a team’s owner and an operator read the audit log, narrow it in the address, and take it as CSV', async ({
  page,
  browser,
}) => {
  const customer = await signUp(page, newCustomer('Audited Inc'));
  const made = await leasehold([
    'token',
    'create',
    '--team',
    customer.slug,
    '--scope',
    'license.list',
    '--json',
  ]);
  await page.goto(`/${customer.slug}`);
  await page.getByRole('link', { name: 'Audit log' }).click();
  const rows = page.getByRole('row');
  await expect(rows.filter({ hasText: 'created a token' })).toBeVisible();
  await expect(rows.filter({ hasText: 'The command line' })).toContainText(JSON.parse(made).id);
  await page.getByLabel('Did what').selectOption({ label: 'Created a trial' });
  await expect(page.getByText('No entry matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await page.getByLabel('Did what').selectOption('token.create');
  await expect(page).toHaveURL(/action=token\.create/);
  await expect(rows).toHaveCount(2);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV' }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe(`audit-${customer.slug}.csv`);
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('"token.create"');
  await expect(async () => {
    await page.reload();
    await expect(rows.filter({ hasText: 'Sealed' })).toHaveCount(1);
  }).toPass({ timeout: 15_000 });
  await expectGoodLooks(page, `/${customer.slug}/audit`);

  const operator = await (await browser.newContext()).newPage();
  await signInAsStaff(operator, 'operator');
  await operator.goto('/staff/operator/audit');
  await operator.getByRole('textbox', { name: 'Who' }).fill(customer.email);
  await operator.getByRole('button', { name: 'Search', exact: true }).last().click();
  await expect(operator).toHaveURL(/who=/);
  await expect(operator.getByText('No entry matches').or(operator.getByRole('row').first())).toBeVisible();
  await expectGoodLooks(operator, '/staff/operator/audit');

  const verdict = JSON.parse(await leasehold(['audit', 'verify', '--json']));
  expect(verdict).toMatchObject({ ok: true, fault: null });
  expect(verdict.sealed).toBeGreaterThan(0);
});

test('an operator rotates the key of answers, told first what each step means', async ({ page }) => {
  await signInAsStaff(page, 'operator');
  await page.goto('/staff/operator/keys');
  const answers = page.getByRole('table', { name: 'Keys that sign answers' });
  await page.getByRole('button', { name: 'Publish a next key for answers' }).click();
  await expectNoFindings(page, 'the step that confirms');
  await page.getByRole('button', { name: 'Publish it' }).click();
  const next = answers.getByRole('row').filter({ hasText: 'Next' });
  await expect(next).toHaveCount(1);
  const kid = (await next.locator('code').innerText()).trim();
  await page.getByRole('button', { name: `Sign with ${kid} for answers` }).click();
  await page.getByRole('button', { name: `Sign with ${kid}`, exact: true }).click();
  await expect(answers.getByRole('row').filter({ hasText: kid })).toContainText('Signs');
  await expect(answers.getByRole('row').filter({ hasText: 'Retiring' }).first()).toContainText(
    'needed until',
  );
  await expectGoodLooks(page, '/staff/operator/keys');
});

test('an operator sees what waits to be done and drops a job, and what the doctor finds', async ({
  page,
}) => {
  await signInAsStaff(page, 'operator');
  await withDatabase(async (sql) => {
    await sql`set role leasehold_app`;
    await sql`select enqueue_job('a-task-of-another-release', '{}'::json, null)`;
  });
  await page.goto('/staff/operator/jobs?state=waiting');
  const job = page.getByRole('row').filter({ hasText: 'a-task-of-another-release' });
  await expect(job).toBeVisible();
  await job.getByRole('button', { name: /^Run now/ }).click();
  await expect(page.getByText('a-task-of-another-release runs again now.')).toBeVisible();
  await expectGoodLooks(page, '/staff/operator/jobs');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('/staff/operator/jobs?state=waiting');
  await job.getByRole('button', { name: /^Drop/ }).click();
  await expectNoFindings(page, 'the step that confirms dropping');
  await page.getByRole('button', { name: 'Drop the job' }).click();
  await expect(job).toHaveCount(0);
  await page.goto('/staff/operator');
  await expect(page).toHaveURL(/\/staff\/operator\/health$/);
  await expect(page.getByRole('row').filter({ hasText: 'Database' })).toContainText('Fine');
  await expectGoodLooks(page, '/staff/operator/health');
});

test('who is no operator is told who can', async ({ page }) => {
  const customer = await signUp(page, newCustomer('Curious Inc'));
  expect((await page.request.get('/api/v1/audit')).status()).toBe(403);
  expect((await page.request.get(`/api/v1/teams/${customer.slug}/audit`)).status()).toBe(200);
  const answer = await page.goto('/staff/operator/jobs');
  expect(answer?.status()).toBe(404);
});
