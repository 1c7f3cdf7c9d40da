import { expect, type Page, test } from '@playwright/test';
import { newCustomer, signUp } from './customer.ts';
import { expectGoodLooks } from './looks.ts';

// What a team asks for, and how staff answer by doing it.

async function newTrial(page: Page, team: string): Promise<{ slug: string; id: string }> {
  const { slug } = await signUp(page, newCustomer(team));
  const made = await page.request.post('/api/v1/licenses', {
    headers: { origin: new URL(page.url()).origin },
    data: {
      kind: 'trial',
      products: ['BlinkID'],
      platforms: ['android'],
      apps: [{ platform: 'android', value: 'com.acme.app' }],
    },
  });
  return { slug, id: (await made.json()).id };
}

test('a team asks for production from its license, writes, and withdraws', async ({ page }) => {
  const { slug, id } = await newTrial(page, 'Asking Inc');
  await page.goto(`/${slug}/requests`);
  await expect(page.getByText('Nothing waits for an answer')).toBeVisible();
  await page.goto(`/${slug}/requests/new?type=production&license=${id}`);
  await expect(page.getByRole('heading', { name: 'Ask for production' })).toBeVisible();
  await expect(page.getByText('Sent along: BlinkID for android')).toBeVisible();
  await page.getByRole('button', { name: 'Send request' }).click();
  await expect(page.getByText('Say what you need and by when')).toBeVisible();
  await page.getByLabel('Message').fill('We go live in January.');
  await page.getByRole('button', { name: 'Send request' }).click();
  await expect(page.getByRole('heading', { name: /^A production license for/ })).toBeVisible();
  await expect(page.getByText('We go live in January.')).toBeVisible();
  await page.getByLabel('Write a message').fill('With two more apps.');
  await page.getByRole('button', { name: 'Send message' }).click();
  await expect(page.getByText('With two more apps.')).toBeVisible();
  const address = new URL(page.url()).pathname;
  await expectGoodLooks(page, address);
  await expectGoodLooks(page, `/${slug}/requests`);
  await expectGoodLooks(page, `/${slug}/requests/new`);
  await page.goto(address);
  await page.getByRole('button', { name: 'Withdraw request' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw request' }).click();
  await expect(page.getByText('This request is closed.')).toBeVisible();
  await page.goto(`/${slug}/requests?show=all`);
  await expect(page.getByText('Withdrawn')).toBeVisible();
});
