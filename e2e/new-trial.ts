import { expect, type Page } from '@playwright/test';
import { newCustomer, signUp } from './customer.ts';

export type MadeTrial = { slug: string; id: string; licensee: string };

/** Signs up a new customer and creates a trial of BlinkID for com.acme.app on Android. */
export async function makeTrialInBrowser(page: Page, team: string): Promise<MadeTrial> {
  const { slug } = await signUp(page, newCustomer(team));
  await page.goto(`/${slug}/licenses/new`);
  await page.getByRole('checkbox', { name: /^BlinkID(?! Verify)/ }).check();
  await page.getByRole('checkbox', { name: 'Android', exact: true }).check();
  await page.getByLabel('Android, application ID').fill('com.acme.app');
  await page.getByRole('button', { name: 'Create trial' }).click();
  await expect(page.getByText('Waiting for your first check')).toBeVisible();
  return { slug, id: /LIC-[0-9A-Z-]{9}/.exec(page.url())?.[0] ?? '', licensee: team };
}

/** A check as an app makes it; gives its outcome. */
export async function checkInBrowser(
  page: Page,
  { id, licensee }: MadeTrial,
  changes: Record<string, string> = {},
): Promise<string> {
  const response = await page.request.post('/api/v1/validate', {
    headers: { accept: 'application/json' },
    data: {
      license: id,
      licensee,
      app: 'com.acme.app',
      product: 'BlinkID',
      version: '7.8.1',
      platform: 'android',
      os: '15',
      nonce: 'b2Zt3xY0qkP1n8Zw',
      ...changes,
    },
  });
  return (await response.json()).outcome;
}
