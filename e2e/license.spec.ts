import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { leasehold } from './command.ts';
import { newCustomer, signUp } from './customer.ts';
import { expectNoFindings } from './looks.ts';

async function newTrial(page: Page, team: string): Promise<{ slug: string; id: string; licensee: string }> {
  const { slug } = await signUp(page, newCustomer(team));
  await page.goto(`/${slug}/licenses/new`);
  await page.getByRole('checkbox', { name: /^BlinkID(?! Verify)/ }).check();
  await page.getByRole('checkbox', { name: 'Android', exact: true }).check();
  await page.getByLabel('Android, application ID').fill('com.acme.app');
  await page.getByRole('button', { name: 'Create trial' }).click();
  await expect(page.getByText('Waiting for your first check')).toBeVisible();
  return { slug, id: /LIC-[0-9A-Z-]{9}/.exec(page.url())?.[0] ?? '', licensee: team };
}

const check = (page: Page, { id, licensee }: { id: string; licensee: string }, app = 'com.acme.app') =>
  page.request.post('/api/v1/validate', {
    headers: { accept: 'application/json' },
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

test('the form says what was meant, and takes it with one click', async ({ page }) => {
  const { slug } = await signUp(page, newCustomer('Typing Inc'));
  await page.goto(`/${slug}/licenses/new`);
  await page.getByRole('checkbox', { name: /^BlinkID(?! Verify)/ }).check();
  for (const name of ['Android', 'Browser']) await page.getByRole('checkbox', { name, exact: true }).check();
  await page.getByLabel('Android, application ID').fill('com.acme-app');
  await page.getByLabel('Browser, domain').fill('https://Id.Acme.com/scan');
  await expect(page.getByText('Did you mean com.acme.app?')).toBeVisible();
  await expect(page.getByText('Scheme, path and case are not part of a domain.')).toBeVisible();
  await page.getByRole('button', { name: 'Use com.acme.app' }).click();
  await expect(page.getByLabel('Android, application ID')).toHaveValue('com.acme.app');
  await page.getByRole('button', { name: 'Create trial' }).click();
  await expect(page.getByText('Waiting for your first check')).toBeVisible();
});

test('the command the page offers is a valid check, and the page turns by itself', async ({ page }) => {
  await newTrial(page, 'Curl Inc');
  const command = await page.locator('pre', { hasText: 'curl' }).innerText();
  const body = /-d '([\s\S]+)'/.exec(command)?.[1] ?? '';
  expect(command).toContain('/api/v1/validate');
  const response = await page.request.post('/api/v1/validate', {
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    data: body.replace(/\n\s*/g, ''),
  });
  expect((await response.json()).outcome).toBe('lease');
  await expect(page.getByText('First check received')).toBeVisible();
  await page.getByRole('link', { name: 'Open the license' }).click();
  await expect(page).toHaveURL(/LIC-[0-9A-Z-]{9}$/);
});

test('a lock and an unlock show on the open page without a reload', async ({ page }) => {
  const made = await newTrial(page, 'Locked Inc');
  await check(page, made);
  await page.goto(`/${made.slug}/licenses/${made.id}`);
  await expect(page.getByText('Active').first()).toBeVisible();
  await leasehold([
    'license',
    'lock',
    made.id,
    '--reason',
    'Your key seems to be public.',
    '--note',
    'Seen on a forum.',
  ]);
  await expect(page.getByText('Your key seems to be public.').first()).toBeVisible();
  await expect(page.getByText('Seen on a forum.')).toHaveCount(0);
  expect((await (await check(page, made)).json()).claims.reason).toBe('license-locked');
  await leasehold(['license', 'unlock', made.id, '--note', 'Key replaced.']);
  await expect(page.getByText('Your key seems to be public.')).toHaveCount(0);
  expect((await (await check(page, made)).json()).outcome).toBe('lease');
});

test('an identifier that is added or removed on the page counts from the next check on', async ({ page }) => {
  const made = await newTrial(page, 'Adding Inc');
  const reason = async () => (await (await check(page, made, 'com.acme.more')).json()).claims.reason;
  expect(await reason()).toBe('app-not-registered');
  await page.goto(`/${made.slug}/licenses/${made.id}/identifiers`);
  await page.getByLabel('Application ID').fill('com.acme.more');
  await page.getByRole('button', { name: 'Register identifier' }).click();
  const row = page.getByRole('row', { name: /com\.acme\.more/ });
  await expect(row).toBeVisible();
  expect(await reason()).toBeUndefined();
  await expect(row).toContainText('just now');
  await row.getByRole('button', { name: 'Remove com.acme.more' }).click();
  await expect(page.getByRole('alertdialog', { name: 'Remove com.acme.more' })).toContainText(
    'About one lease runs now',
  );
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectNoFindings(page, `the step that confirms, ${colorScheme}`);
  }
  await page
    .getByRole('alertdialog', { name: 'Remove com.acme.more' })
    .getByRole('button', { name: 'Remove com.acme.more' })
    .click();
  await expect(row).toHaveCount(0);
  expect(await reason()).toBe('app-not-registered');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeVisible();
  expect(await reason()).toBeUndefined();
});

test('the key is copied and downloaded as the server has it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const made = await newTrial(page, 'Key Inc');
  const { key, fingerprint } = await (await page.request.get(`/api/v1/licenses/${made.id}/key`)).json();
  await page.goto(`/${made.slug}/licenses/${made.id}/key`);
  await expect(page.getByText(fingerprint)).toBeVisible();
  await page.getByRole('button', { name: 'Copy', exact: true }).first().click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  for (const name of ['.key', '.env', 'JSON', 'Kubernetes Secret']) {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name, exact: true }).click();
    const text = await readFile((await (await downloading).path()) ?? '', 'utf8');
    const held = name === 'Kubernetes Secret' ? [key, Buffer.from(key).toString('base64')] : [key];
    expect(
      held.some((form) => text.includes(form)),
      `${name} holds the key`,
    ).toBe(true);
  }
});

test('from sign-in to a trial by keyboard alone', async ({ page }) => {
  const { slug } = await signUp(page, newCustomer('Keyboard Inc'));
  await page.goto(`/${slug}/licenses/new`);
  const press = async (key: string, until: () => Promise<boolean>) => {
    for (let n = 0; n < 60; n++) {
      if (await until()) return;
      await page.keyboard.press(key);
    }
    throw new Error(`${key} leads nowhere`);
  };
  const isOn = (name: string | RegExp, role: 'checkbox' | 'button' | 'textbox') => () =>
    page
      .getByRole(role, { name, exact: typeof name === 'string' })
      .first()
      .evaluate((element) => element === document.activeElement);
  await press('Tab', isOn(/^BlinkID(?! Verify)/, 'checkbox'));
  await page.keyboard.press('Space');
  await press('Tab', isOn('iOS', 'checkbox'));
  await page.keyboard.press('Space');
  await press('Tab', isOn('iOS, bundle ID', 'textbox'));
  await page.keyboard.type('com.acme.Keyboard');
  await press('Tab', isOn('Create trial', 'button'));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Waiting for your first check')).toBeVisible();
});
