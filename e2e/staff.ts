import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import type { StaffRole } from '#lib/domain/policy.ts';
import { leasehold } from './command.ts';
import { appCode } from './second-factor.ts';

/** Somebody on staff, with what their authenticator app holds. */
export type Staff = { email: string; password: string; secret: string; recoveryCodes: string[] };

/** Adds somebody to staff by command, and signs them in with password and second factor, as they would. Ends at /staff. */
export async function signInAsStaff(page: Page, role: StaffRole): Promise<Staff> {
  const email = `${role}-${randomUUID().slice(0, 8)}@example.com`;
  const added: unknown = JSON.parse(await leasehold(['staff', 'add', email, '--role', role, '--json']));
  const link = typeof added === 'object' && added !== null && 'link' in added ? String(added.link) : '';
  return setUpStaff(page, { email, password: 'three plain words', link });
}

/** From the mailed link to /staff: password, sign-in, second factor. */
export async function setUpStaff(
  page: Page,
  { email, password, link }: { email: string; password: string; link: string },
): Promise<Staff> {
  await page.goto(link);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await givePassword(page, { email, password });
  await page.waitForURL(/\/two-factor/);
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  const secret = (await page.locator('.secret code').innerText()).replaceAll(/\s/g, '');
  await page.getByLabel('Code').fill(appCode(secret));
  await page.getByRole('button', { name: 'Turn the second factor on' }).click();
  await expect(page.getByRole('heading', { name: 'Keep your recovery codes' })).toBeVisible();
  const recoveryCodes = await page
    .getByRole('list', { name: 'Recovery codes' })
    .locator('code')
    .allInnerTexts();
  await page.getByRole('button', { name: 'continue' }).click();
  await page.waitForURL(/\/staff$/);
  return { email, password, secret, recoveryCodes };
}

/** The sign-in form, with the password alone. */
export async function givePassword(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
