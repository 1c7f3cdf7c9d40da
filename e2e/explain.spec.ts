import { expect, test } from '@playwright/test';
import { expectGoodLooks, expectNoFindings } from './looks.ts';
import { checkInBrowser, makeTrialInBrowser } from './new-trial.ts';
import { signInAsStaff } from './staff.ts';

test('a refused check is explained from the license, and mended with a dry run before', async ({ page }) => {
  const trial = await makeTrialInBrowser(page, 'Refused Inc');
  expect(await checkInBrowser(page, trial)).toBe('lease');
  expect(await checkInBrowser(page, trial, { app: 'com.acme.app.debug' })).toBe('refusal');
  await page.goto(`/${trial.slug}/licenses/${trial.id}/checks`);
  const refused = page.getByRole('region', { name: 'Refused checks' });
  await expect(refused).toContainText('It is com.acme.app as another build.');
  await refused.getByRole('button', { name: 'Add it' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Register com.acme.app.debug' });
  await expect(dialog).toContainText('1 check of 2 in the last 30 days');
  await expectNoFindings(page, 'the dry run');
  await dialog.getByRole('button', { name: 'Register com.acme.app.debug' }).click();
  await expect(dialog).toBeHidden();
  await expect(refused).toContainText('1 put right since');
  expect(await checkInBrowser(page, trial, { app: 'com.acme.app.debug' })).toBe('lease');
});

test('a pasted key is filled in with the last refused check, and the address holds no key', async ({
  page,
}) => {
  test.slow();
  const trial = await makeTrialInBrowser(page, 'Pasted Inc');
  await checkInBrowser(page, trial, { app: 'com.acme.ap' });
  const { key } = await (await page.request.get(`/api/v1/licenses/${trial.id}/key`)).json();
  await page.goto(`/${trial.slug}/explain`);
  await page.getByRole('button', { name: 'Explain' }).click();
  await expect(page.getByText('Paste a license key, a License ID or an answer first.')).toBeVisible();
  await page.getByLabel('License key, License ID or an answer').fill(`${key.slice(0, 40)}`);
  await page.getByRole('button', { name: 'Explain' }).click();
  await expect(page.getByText('The end of the license key is missing. Copy it again, whole.')).toBeVisible();
  await page.getByLabel('License key, License ID or an answer').fill(` ${key}\n`);
  await page.getByRole('button', { name: 'Explain' }).click();
  await expect(
    page.getByRole('heading', { name: 'Refused: application identifier not registered' }),
  ).toBeVisible();
  await expect(page.getByText('This license key is genuine and whole.')).toBeVisible();
  await expect(page.getByText('It is one character away from com.acme.app.')).toBeVisible();
  await expect(page.getByLabel('Application identifier')).toHaveValue('com.acme.ap');
  expect(page.url()).toContain(`license=${trial.id}`);
  expect(page.url()).not.toContain('eyJ');
  await page.getByLabel('Application identifier').fill('com.acme.app');
  await page.getByLabel('Product version').press('Enter');
  await expect(page.getByRole('heading', { name: 'This check gets a lease' })).toBeVisible();
  const address = page.url();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'This check gets a lease' })).toBeVisible();
  const counted = await page.request.get(`/api/v1/licenses/${trial.id}/checks?by=app`);
  expect((await counted.json()).items).toEqual([expect.objectContaining({ app: 'com.acme.ap', total: 1 })]);
  await expectGoodLooks(page, address);
});

test('another team’s license is not explained; staff explain any', async ({ page, browser }) => {
  test.slow();
  const theirs = await makeTrialInBrowser(page, 'Theirs Inc');
  const other = await browser.newPage();
  const mine = await makeTrialInBrowser(other, 'Mine Inc');
  await other.goto(`/${mine.slug}/explain?license=${theirs.id}`);
  await expect(other.getByText('No license of your teams has this License ID.')).toBeVisible();
  const support = await (await browser.newContext()).newPage();
  await signInAsStaff(support, 'support');
  await support.goto(`/staff/explain?license=${theirs.id}`);
  await expect(support.getByRole('heading', { name: 'This check gets a lease' })).toBeVisible();
  await expectGoodLooks(support, `/staff/explain?license=${theirs.id}&product=BlinkCard`);
});
