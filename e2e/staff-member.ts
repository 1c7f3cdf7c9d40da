import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import type { StaffRole } from '#lib/domain/policy.ts';
import { leasehold } from './command.ts';

const PASSWORD = 'four plain words here';

/** Makes a member of staff by the command line, sets their password by its link, and signs in. Gives their address. */
export async function signInAsStaff(page: Page, role: StaffRole): Promise<string> {
  const email = `${role}-${randomUUID().slice(0, 8)}@example.com`;
  const added = JSON.parse(await leasehold(['staff', 'add', email, '--role', role, '--json']));
  await page.goto(added.link);
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByRole('heading', { name: 'Password set' })).toBeVisible();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return email;
}
