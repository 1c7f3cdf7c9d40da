import { expect, type Page, test } from '@playwright/test';
import { newCustomer, signIn, signUp } from './customer.ts';
import { mailTo } from './mail-to.ts';

async function trySignIn(page: Page, email: string, password: string): Promise<string> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const alert = page.getByRole('alert').filter({ hasText: /\S/ });
  await expect(alert).toBeVisible();
  return alert.innerText();
}

test('a session that was ended elsewhere is gone with its next request', async ({ page, browser }) => {
  const customer = await signUp(page, newCustomer('Session Inc'));
  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere, customer);
  await page.goto('/account');
  await page.getByRole('button', { name: /^End the session/ }).click();
  await expect(page.getByRole('button', { name: /^End the session/ })).toHaveCount(0);
  const answer = await elsewhere.request.get('/api/v1/me');
  expect(answer.status()).toBe(401);
  await elsewhere.goto(`/${customer.slug}/licenses`);
  await expect(elsewhere).toHaveURL(/\/sign-in\?next=/);
});

test('signing out ends the session', async ({ page }) => {
  const customer = await signUp(page, newCustomer('Leaving Inc'));
  await page.getByRole('button', { name: /account menu/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith(`/${customer.slug}`));
  expect((await page.request.get('/api/v1/me')).status()).toBe(401);
});

test('a forgotten password is set anew by mail, once, and every session ends', async ({ page, browser }) => {
  const customer = await signUp(page, newCustomer('Forgetful Inc'));
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto('/forgot');
  await visitor.getByLabel('E-mail').fill(customer.email);
  await visitor.getByRole('button', { name: 'Send the link' }).click();
  await expect(visitor.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  const { link } = await mailTo(customer.email, /password/i);
  const setTo = async (password: string) => {
    await visitor.goto(link);
    await visitor.getByLabel('New password').fill(password);
    await visitor.getByRole('button', { name: 'Set the password' }).click();
  };
  await setTo('four other plain words');
  await expect(visitor.getByRole('heading', { name: 'Password set' })).toBeVisible();
  expect((await page.request.get('/api/v1/me')).status()).toBe(401);
  await setTo('a fifth password entirely');
  await expect(visitor.getByRole('link', { name: 'Get a new link' })).toBeVisible();
  await signIn(visitor, { ...customer, password: 'four other plain words' });
});

test('no answer tells whether an address is known', async ({ page, request }) => {
  const known = await signUp(page, newCustomer('Known Inc'));
  const unknown = newCustomer();
  await page.context().clearCookies();
  expect(await trySignIn(page, known.email, 'not the password')).toBe(
    await trySignIn(page, unknown.email, 'not the password'),
  );
  const answer = async (path: string, data: object) => {
    const response = await request.post(path, { data });
    return `${response.status()} ${await response.text()}`;
  };
  for (const path of ['/api/v1/accounts', '/api/v1/accounts/reset']) {
    const body = (email: string) =>
      path.endsWith('reset') ? { email } : { email, password: 'three plain words', name: 'A', team: 'B' };
    expect(await answer(path, body(known.email))).toBe(await answer(path, body(unknown.email)));
  }
});

test('the mail can be sent again, with a link that works too', async ({ page }) => {
  const customer = newCustomer('Again Inc');
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill(customer.name);
  await page.getByLabel('Team').fill(customer.team);
  await page.getByLabel('Work e-mail').fill(customer.email);
  await page.getByLabel('Password', { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  const first = await mailTo(customer.email, /verify/i);
  await page.getByRole('button', { name: 'Send it again' }).click();
  await expect.poll(async () => (await mailTo(customer.email, /verify/i)).link).not.toBe(first.link);
  await page.goto((await mailTo(customer.email, /verify/i)).link);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByRole('heading', { name: 'Your team is ready' })).toBeVisible();
});

test('a mail program that opens every link verifies nothing', async ({ page, request }) => {
  const customer = newCustomer('Scanned Inc');
  await request.post('/api/v1/accounts', {
    data: { email: customer.email, password: customer.password, name: 'M', team: customer.team },
  });
  const { link } = await mailTo(customer.email, /verify/i);
  expect((await request.get(link)).status()).toBe(200);
  expect(await trySignIn(page, customer.email, customer.password)).toMatch(/not verified yet/);
});

test('mail on this machine is not shown to who comes by another name or through a proxy', async ({
  request,
}) => {
  expect((await request.get('/mail')).status()).toBe(200);
  expect((await request.get('/mail', { headers: { 'x-forwarded-for': '203.0.113.7' } })).status()).toBe(404);
  expect((await request.get('/mail', { headers: { host: 'licenses.example.com' } })).status()).toBe(404);
});

test('a change by cookie that comes from another site is refused', async ({ page }) => {
  await signUp(page, newCustomer('Forged Inc'));
  const rename = (origin: string) =>
    page.request.patch('/api/v1/me', { headers: { origin }, data: { name: 'Mallory' } });
  expect((await rename('https://evil.example')).status()).toBe(403);
  expect((await rename(new URL(page.url()).origin)).status()).toBe(200);
});

test('an address whose escapes are no UTF-8 is answered like any that names nothing', async ({ request }) => {
  expect((await request.get('/%ff')).status()).toBe(404);
  expect((await request.get('/mail/%ff')).status()).toBe(404);
  expect((await request.get('/api/v1/licenses/%ff')).status()).toBe(401);
});
