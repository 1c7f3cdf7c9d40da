import { expect, type Page, test } from '@playwright/test';
import { leasehold } from './command.ts';
import { newCustomer, signUp } from './customer.ts';
import { expectGoodLooks } from './looks.ts';
import { mailTo } from './mail-to.ts';
import { signInAsStaff } from './staff.ts';

// The command line starts a process each time: slow where many tests share a machine.
test.describe.configure({ timeout: 240_000 });

async function makeTrial(page: Page): Promise<string> {
  const response = await page.request.post('/api/v1/licenses', {
    headers: { origin: new URL(page.url()).origin },
    data: {
      kind: 'trial',
      name: 'Acme Wallet',
      products: ['BlinkID'],
      platforms: ['android'],
      apps: [{ platform: 'android', value: 'com.acme.app' }],
    },
  });
  return (await response.json()).id;
}

test('a lock is told by mail, in the inbox, and above every page of the team, until it is taken away', async ({
  page,
}) => {
  const customer = await signUp(page, newCustomer('Told Inc'));
  const id = await makeTrial(page);
  await page.goto(`/${customer.slug}/members`);
  await leasehold(['license', 'lock', id, '--reason', 'Your key seems to be public.', '--note', 'Ticket 7.']);

  // Without a reload.
  const banner = page.getByRole('region', { name: 'Notices to the team' });
  await page.reload();
  await expect(banner).toContainText('Acme Wallet is locked');
  await expect(banner).toContainText('Your key seems to be public.');
  await expect(page.getByText('Ticket 7.')).toHaveCount(0);
  // The license's own page says it itself.
  await banner.getByRole('link', { name: 'Open the license' }).click();
  await expect(page.getByText('This trial is locked')).toBeVisible();
  await expect(banner).toHaveCount(0);

  const { text } = await mailTo(customer.email, /was locked/);
  for (const part of [id, 'BlinkID', 'com.acme.app', 'No, this is a trial', 'What to do'])
    expect(text.replaceAll(/\s+/g, ' ')).toContain(part);
  expect(text).not.toContain('Ticket 7.');

  await page.getByRole('link', { name: /^Inbox\s*1 unread/ }).click();
  await page.getByRole('link', { name: 'The license Acme Wallet was locked' }).click();
  await expect(page).toHaveURL(new RegExp(`/${customer.slug}/licenses/${id}$`));
  await expect(page.getByRole('link', { name: 'Inbox', exact: true })).toBeVisible();

  await leasehold(['license', 'unlock', id, '--note', 'Replaced.']);
  await mailTo(customer.email, /was unlocked/);
  await page.goto(`/${customer.slug}/members`);
  await expect(banner).toHaveCount(0);
});

test('the inbox is marked by keyboard, and undone', async ({ page }) => {
  const customer = await signUp(page, newCustomer('Inbox Inc'));
  await page.goto('/account/inbox');
  await expect(page.getByText('Nothing was told yet.')).toBeVisible();
  await page.goto(`/${customer.slug}`);
  const id = await makeTrial(page);
  await leasehold(['license', 'lock', id, '--reason', 'Leaked.']);
  await leasehold(['license', 'unlock', id, '--note', 'Replaced.']);
  await page.goto('/account/inbox?show=unread');
  await expect(page.getByRole('link', { name: /Acme Wallet was/ })).toHaveCount(2);
  await page.getByRole('button', { name: /^Mark as read.*was unlocked/ }).press('Enter');
  await expect(page.getByRole('link', { name: /Acme Wallet was/ })).toHaveCount(1);
  await page.getByRole('button', { name: 'Mark all as read' }).press('Enter');
  await expect(page.getByText('Nothing is unread.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: /Acme Wallet was/ })).toHaveCount(1);
});

test('of what somebody is mailed is theirs to choose, but for what an owner must know', async ({ page }) => {
  await signUp(page, newCustomer('Quiet Inc'));
  await page.goto('/account');
  await expect(page.getByRole('checkbox', { name: 'Locks' })).toBeDisabled();
  await expect(page.getByText('As an owner or admin of Quiet Inc').first()).toBeVisible();
  await page.getByRole('checkbox', { name: 'Trials' }).uncheck();
  await expect(page.getByText('Trials are no longer mailed to you.')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('checkbox', { name: 'Trials' })).not.toBeChecked();
});

test('inbox and preferences are fine in both themes and on a phone', async ({ page }) => {
  const { slug } = await signUp(page, newCustomer('Fine Inc'));
  const id = await makeTrial(page);
  await leasehold(['license', 'lock', id, '--reason', 'Leaked.']);
  for (const address of ['/account/inbox', '/account', `/${slug}/members`])
    await expectGoodLooks(page, address);
});

test('an operator sees which mails were accepted, and the page is fine in both themes and on a phone', async ({
  page,
  browser,
}) => {
  const customer = await signUp(page, newCustomer('Mailed Inc'));
  const id = await makeTrial(page);
  await leasehold(['license', 'lock', id, '--reason', 'Leaked.']);
  await mailTo(customer.email, /was locked/);
  const operator = await (await browser.newContext()).newPage();
  await signInAsStaff(operator, 'operator');
  await operator.goto('/staff/operator/mail?state=accepted');
  await expect(operator.getByRole('listitem').filter({ hasText: customer.email })).toContainText(
    'license-locked',
  );
  await expectGoodLooks(operator, '/staff/operator/mail');
});
