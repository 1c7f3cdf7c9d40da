import { expect, type Page, test } from '@playwright/test';
import { newCustomer, signUp } from './customer.ts';
import { expectGoodLooks } from './looks.ts';

test.describe.configure({ timeout: 240_000 });

test('public pages are fine in both themes and on a phone', async ({ page }) => {
  const addresses = [
    '/',
    '/docs',
    '/docs/codes',
    '/sign-up',
    '/sign-in',
    '/forgot',
    '/mail',
    '/no-such-page',
  ];
  const withTokens = ['/verify?token=x', '/reset?token=x', '/become-operator?token=x'];
  for (const address of [...addresses, ...withTokens]) await expectGoodLooks(page, address);
});

test('pages of a team are fine in both themes and on a phone, empty and with a license', async ({ page }) => {
  const { slug } = await signUp(page, newCustomer('Looks Inc'));
  for (const address of ['', '/licenses', '/licenses/new']) await expectGoodLooks(page, `/${slug}${address}`);
  const { id, ...license } = await makeTrial(page);
  for (const app of ['com.acme.app', 'com.acme.debug'])
    await check(page, { id, licensee: license.licensee, app });
  const places = ['', '/licenses', `/licenses/${id}`, `/licenses/${id}/first-check`];
  const tabs = ['key', 'identifiers', 'checks'].map((tab) => `/licenses/${id}/${tab}`);
  for (const address of [...places, ...tabs]) await expectGoodLooks(page, `/${slug}${address}`);
  await expectGoodLooks(page, '/account');
});

test("another team's pages answer like pages that do not exist", async ({ page, browser }) => {
  await signUp(page, newCustomer('Secret Inc'));
  const { id, team } = await makeTrial(page);
  const other = await (await browser.newContext()).newPage();
  const { slug } = await signUp(other, newCustomer('Curious Inc'));
  const texts: string[] = [];
  for (const address of [
    `/${team}`,
    '/no-such-team',
    `/${team}/licenses/${id}`,
    `/${slug}/licenses/${id}`,
    `/${slug}/licenses/LIC-0000-0000`,
  ]) {
    const response = await other.goto(address);
    expect(response?.status(), address).toBe(404);
    texts.push((await other.locator('main').innerText()).replace(/\s+/g, ' '));
  }
  expect(texts[0]).toBe(texts[1]);
  expect(texts[3]).toBe(texts[4]);
});

type Made = { id: string; team: string; licensee: string };

async function makeTrial(page: Page): Promise<Made> {
  const response = await page.request.post('/api/v1/licenses', {
    headers: { origin: new URL(page.url()).origin },
    data: {
      kind: 'trial',
      products: ['BlinkID'],
      platforms: ['android', 'browser'],
      apps: [
        { platform: 'android', value: 'com.acme.app' },
        { platform: 'browser', value: 'id.acme.com' },
      ],
    },
  });
  expect(response.status()).toBe(201);
  return response.json();
}

async function check(page: Page, { id, licensee, app }: { id: string; licensee: string; app: string }) {
  const data = {
    license: id,
    licensee,
    app,
    product: 'BlinkID',
    version: '7.8.1',
    platform: 'android',
    os: '15',
    nonce: 'b2Zt3xY0qkP1n8Zw',
  };
  expect((await page.request.post('/api/v1/validate', { data })).status()).toBe(200);
}
