import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { leasehold } from './command.ts';
import { newCustomer, signIn, signUp } from './customer.ts';
import { expectGoodLooks, expectNoFindings } from './looks.ts';
import { mailTo } from './mail-to.ts';
import { clone } from './run-app.ts';
import { appCode } from './second-factor.ts';
import { givePassword, setUpStaff, signInAsStaff } from './staff.ts';

test.describe.configure({ timeout: 240_000 });

const STEP_MS = 30_000;
/** Beside the server of the other browser tests, whose staff need no second factor. */
const port = String(Number(process.env.LEASEHOLD_TEST_PORT ?? '3417') + 1);
test.use({ baseURL: `http://localhost:${port}` });
const others = { port: process.env.LEASEHOLD_TEST_PORT, data: process.env.LEASEHOLD_TEST_DATA };

const server: { process?: ChildProcess } = {};

async function isReady(): Promise<boolean> {
  const answer = await fetch(`http://localhost:${port}/readyz`).catch(() => null);
  return answer?.ok === true;
}

test.beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'leasehold-browser-'));
  // Entered by the database's user too, which is another one when root runs this.
  chmodSync(dataDir, 0o711);
  // What mail and commands of the tests are about.
  process.env.LEASEHOLD_TEST_PORT = port;
  process.env.LEASEHOLD_TEST_DATA = dataDir;
  const env = { ...process.env, NODE_ENV: 'production' as const, PORT: port, DATA_DIR: dataDir };
  server.process = spawn(process.execPath, ['dist/server.mjs'], { cwd: clone, env, stdio: 'ignore' });
  await expect.poll(isReady, { timeout: 60_000 }).toBe(true);
});

test.afterAll(async () => {
  if (server.process?.kill()) await once(server.process, 'exit');
  if (others.port === undefined) delete process.env.LEASEHOLD_TEST_PORT;
  else process.env.LEASEHOLD_TEST_PORT = others.port;
  process.env.LEASEHOLD_TEST_DATA = others.data;
});

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /account menu/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in/);
}

async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('an operator adds a support agent, who sets a password, sets up an app, and signs in with it', async ({
  page,
  browser,
}) => {
  await signInAsStaff(page, 'operator');
  await page.getByRole('link', { name: 'Staff', exact: true }).click();
  const { email } = newCustomer();
  await page.getByLabel('Name').fill('Ines Duarte');
  await page.getByLabel('Work e-mail').fill(email);
  await page.getByLabel('Role', { exact: true }).selectOption('support');
  await page.getByRole('button', { name: 'Add to staff' }).click();
  const row = page.getByRole('row').filter({ hasText: email });
  await expect(row).toContainText('Invited');
  await expectNoFindings(page, 'the list of staff');

  const agent = await (await browser.newContext()).newPage();
  const { link } = await mailTo(email, /staff/);
  const { secret, recoveryCodes, password } = await setUpStaff(agent, {
    email,
    password: 'supports password',
    link,
  });
  expect(recoveryCodes).toHaveLength(10);
  await expect(agent.getByRole('link', { name: 'Queue' })).toBeVisible();

  await signOut(agent);
  await givePassword(agent, { email, password });
  await agent.waitForURL(/\/two-factor/);
  await expectNoFindings(agent, 'the code form');
  expect((await agent.request.get('/api/v1/me')).status()).toBe(403);
  await giveCode(agent, '000000');
  await expect(agent.getByText(/This code is not right/)).toBeVisible();
  // The next one: that of this step was accepted when the app was set up.
  await giveCode(agent, appCode(secret, Date.now() + STEP_MS));
  await agent.waitForURL(/\/staff$/);

  await signOut(agent);
  await givePassword(agent, { email, password });
  await giveCode(agent, recoveryCodes[0] ?? '');
  await agent.waitForURL(/\/staff$/);
  await mailTo(email, /recovery code was used/i);
  await signOut(agent);
  await givePassword(agent, { email, password });
  await giveCode(agent, recoveryCodes[0] ?? '');
  await expect(agent.getByText(/was used already/)).toBeVisible();
  await giveCode(agent, recoveryCodes[1] ?? '');
  await agent.waitForURL(/\/staff$/);

  await page.reload();
  await expect(row).toContainText('On');
  await row.getByRole('button', { name: 'More for Ines Duarte' }).click();
  await page.getByRole('menuitem', { name: 'Suspend' }).click();
  await expectNoFindings(page, 'the question before a suspension');
  await page.getByRole('button', { name: 'Suspend Ines Duarte' }).click();
  await expect(row).toContainText('Suspended');
  await agent.goto('/staff');
  await expect(agent).toHaveURL(/\/sign-in/);
});

test('staff without a second factor see no page for staff, and their own teams as ever', async ({ page }) => {
  const customer = await signUp(page, newCustomer('Both Inc'));
  await leasehold(['staff', 'add', customer.email, '--role', 'support']);
  await page.goto(`/${customer.slug}/licenses`);
  await expect(page.getByRole('heading', { name: 'Licenses' })).toBeVisible();
  const refused = await page.request.post('/api/v1/licenses/LIC-0000-0000/lock', {
    headers: { origin: new URL(page.url()).origin },
    data: { reason: 'Why' },
  });
  expect(refused.status()).toBe(403);
  expect(await refused.json()).toMatchObject({ code: 'second-factor-required' });
  await page.goto('/staff');
  await page.waitForURL(/\/two-factor\?next=/);
  await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible();
});

test('anybody can have a second factor, renew its codes, turn it off, and change their password', async ({
  page,
}) => {
  const customer = await signUp(page, newCustomer('Careful Inc'));
  await page.goto('/account');
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await expectNoFindings(page, 'the second factor being set up');
  const secret = await page.locator('.secret code').innerText();
  await page.getByLabel('Code').fill(appCode(secret));
  await page.getByRole('button', { name: 'Turn the second factor on' }).click();
  await expectNoFindings(page, 'the recovery codes');
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('10 recovery codes are left.')).toBeVisible();

  await page.getByLabel('Your password now').fill(customer.password);
  await page.getByLabel('New password').fill('four other plain words');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('Password changed.')).toBeVisible();

  await page.getByRole('button', { name: 'Turn off' }).click();
  await page.getByLabel('Code').fill(appCode(secret, Date.now() + STEP_MS));
  await page.getByRole('button', { name: 'Turn the second factor off' }).click();
  await expect(page.getByRole('button', { name: 'Set up an authenticator app' })).toBeVisible();
  await signOut(page);
  await signIn(page, { ...customer, password: 'four other plain words' });
});

test('pages about staff and second factors are fine in both themes and on a phone', async ({
  page,
  browser,
}) => {
  await signInAsStaff(page, 'operator');
  for (const address of ['/staff', '/staff/operator/staff', '/account']) await expectGoodLooks(page, address);
  const other = await (await browser.newContext()).newPage();
  const customer = await signUp(other, newCustomer('Looks Inc'));
  await leasehold(['staff', 'add', customer.email, '--role', 'sales']);
  await expectGoodLooks(other, '/two-factor');
});
