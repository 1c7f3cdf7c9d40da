import { expect, type Page, test } from '@playwright/test';
import { newCustomer, signIn, signUp } from './customer.ts';
import { expectGoodLooks, expectNoFindings } from './looks.ts';
import { mailTo } from './mail-to.ts';

test.describe.configure({ timeout: 180_000 });

/** What a colleague may need, from the mail to the first trial. */
const MOST_CLICKS = 8;
const MOST_SECONDS = 60;

/** Counts what is pressed on a page, links and boxes included. */
async function countClicks(page: Page): Promise<() => number> {
  let clicks = 0;
  await page.exposeFunction('countClick', () => clicks++);
  await page.addInitScript(() =>
    window.addEventListener('click', (event) => {
      // A label's click comes twice: once for itself and once for its field.
      const isLabel = event.target instanceof Element && event.target.closest('label') !== null;
      if (!isLabel || event.target instanceof HTMLInputElement)
        (window as unknown as { countClick: () => void }).countClick();
    }),
  );
  return () => clicks;
}

async function invite(page: Page, slug: string, email: string, role = 'Developer') {
  await page.goto(`/${slug}/members`);
  await page.getByLabel('Work e-mail').fill(email);
  await page.getByLabel('Role', { exact: true }).selectOption(role);
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(page.getByRole('row', { name: email })).toBeVisible();
  return (await mailTo(email, /invites you/)).link;
}

test('a colleague who is invited has a trial of their own within a minute', async ({
  page,
  browser,
}, info) => {
  const owner = await signUp(page, newCustomer('Acme Inc'));
  const email = `ivo-${owner.email}`;
  const link = await invite(page, owner.slug, email);

  const colleague = await (await browser.newContext()).newPage();
  const clicks = await countClicks(colleague);
  const started = Date.now();
  await colleague.goto(link);
  await expect(colleague.getByRole('heading', { name: 'Join Acme Inc' })).toBeVisible();
  await colleague.getByLabel('Your name').fill('Ivo Marin');
  await colleague.getByLabel('Password', { exact: true }).fill('four plain words here');
  await colleague.getByRole('button', { name: 'Make the account and join' }).click();
  await colleague.getByRole('link', { name: 'Create a trial' }).click();
  await colleague.getByRole('checkbox', { name: /^BlinkID(?! Verify)/ }).check();
  await colleague.getByRole('checkbox', { name: 'Android', exact: true }).check();
  await colleague.getByLabel('Android, application ID').fill('com.acme.ivo');
  await colleague.getByRole('button', { name: 'Create trial' }).click();
  await expect(colleague.getByText('Waiting for your first check')).toBeVisible();
  const seconds = (Date.now() - started) / 1000;
  info.annotations.push({ type: 'way', description: `${clicks()} clicks, ${seconds.toFixed(1)} s` });
  expect(clicks(), 'clicks').toBeLessThanOrEqual(MOST_CLICKS);
  expect(seconds, 'seconds').toBeLessThan(MOST_SECONDS);

  await page.reload();
  const row = page.getByRole('row', { name: /Ivo Marin/ });
  await expect(row).toBeVisible();
  await expect(page.getByText('Nobody is on the way')).toBeVisible();
  await colleague.goto(link);
  await expect(colleague.getByRole('heading', { name: 'This invitation leads nowhere' })).toBeVisible();

  // A role counts from the next click on; taking it back is one press.
  await page.getByLabel('Role of Ivo Marin').selectOption('Viewer');
  await expect(page.getByText('Ivo Marin is viewer now.')).toBeVisible();
  await colleague.goto(`/${owner.slug}/tokens`);
  await expect(colleague.getByText('A developer, admin or owner of the team can see tokens.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByLabel('Role of Ivo Marin')).toHaveValue('developer');

  await page.getByRole('button', { name: 'Remove Ivo Marin' }).click();
  await expectNoFindings(page, 'the step that confirms a removal');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove Ivo Marin' }).click();
  await expect(row).toHaveCount(0);
  await colleague.goto(`/${owner.slug}`);
  await expect(colleague.getByRole('heading', { name: 'There is no such page here' })).toBeVisible();
});

test('somebody with an account joins a second team signed in as themselves, and changes between the two', async ({
  page,
  browser,
}) => {
  const owner = await signUp(page, newCustomer('Acme Inc'));
  const other = await (await browser.newContext()).newPage();
  const second = await signUp(other, newCustomer('Beta Works'));
  const link = await invite(page, owner.slug, second.email, 'Admin');

  // The owner who opens the link by mistake is told whose it is.
  await page.goto(link);
  await expect(page.getByText(`You are signed in as ${owner.email}`)).toBeVisible();
  await expectNoFindings(page, 'an invitation for somebody else');

  const fresh = await (await browser.newContext()).newPage();
  await fresh.goto(link);
  await expect(fresh.getByLabel('E-mail')).toHaveValue(second.email);
  await fresh.getByLabel('Password', { exact: true }).fill(second.password);
  await fresh.getByRole('button', { name: 'Sign in' }).click();
  await fresh.getByRole('button', { name: 'Join Acme Inc' }).click();
  await fresh.waitForURL(`**/${owner.slug}`);

  await fresh.getByRole('button', { name: /Acme Inc.*change team/ }).click();
  await fresh.getByRole('menuitemradio', { name: /Beta Works/ }).click();
  await fresh.waitForURL(`**/${second.slug}`);
  await expect(fresh.getByRole('button', { name: /Beta Works.*change team/ })).toBeVisible();

  // By keyboard alone: a third team.
  await fresh.getByRole('button', { name: /Beta Works.*change team/ }).focus();
  await fresh.keyboard.press('Enter');
  await expect(fresh.getByRole('menuitem', { name: 'New team' })).toBeVisible();
  await fresh.keyboard.press('ArrowUp');
  await fresh.keyboard.press('End');
  await fresh.keyboard.press('Enter');
  await fresh.getByLabel('Name of the team').fill('Third Team');
  await fresh.keyboard.press('Enter');
  await fresh.waitForURL(/\/third-team(-\d+)?$/);
  await expect(fresh.getByRole('button', { name: /Third Team.*change team/ })).toBeVisible();
});

test('a token is shown once, works, shows its use, and is refused once it is revoked', async ({
  page,
  baseURL,
}) => {
  const owner = await signUp(page, newCustomer('Token Inc'));
  await page.getByRole('link', { name: 'API tokens' }).click();
  await expect(page.getByText('No token yet')).toBeVisible();
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByLabel('What is it for?').fill('Nightly build');
  await page.getByRole('radio', { name: 'Just these' }).check();
  await page.getByRole('checkbox', { name: 'license.list' }).check();
  await expectNoFindings(page, 'a new token with its scopes');
  await page.getByRole('button', { name: 'Make the token' }).click();
  const token = (await page.getByRole('group', { name: 'Token', exact: true }).textContent()) ?? '';
  expect(token).toMatch(/^lh_[\w-]{43}$/);
  await expectNoFindings(page, 'a token that was made');
  const asToken = (path: string) =>
    fetch(`${baseURL}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect((await asToken('/licenses')).status).toBe(200);
  expect((await asToken('/me')).status).toBe(403);
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await page.reload();
  const row = page.getByRole('row', { name: /Nightly build/ });
  await expect(row).toContainText('license.list');
  await expect(row).not.toContainText('Never');
  await expect(page.getByText(token)).toHaveCount(0);
  await row.getByRole('button', { name: /^Revoke/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke the token' }).click();
  await expect(page.getByText('No token yet')).toBeVisible();
  expect((await asToken('/licenses')).status).toBe(401);
  await expectGoodLooks(page, `/${owner.slug}/tokens`);
});

test('a team is renamed and renamed back, handed over, left and deleted', async ({ page, browser }) => {
  const owner = await signUp(page, newCustomer('Old Name'));
  const link = await invite(page, owner.slug, `heir-${owner.email}`, 'Viewer');
  const heir = await (await browser.newContext()).newPage();
  await heir.goto(link);
  await heir.getByLabel('Your name').fill('Heir Apparent');
  await heir.getByLabel('Password', { exact: true }).fill('four plain words here');
  await heir.getByRole('button', { name: 'Make the account and join' }).click();
  await heir.waitForURL(`**/${owner.slug}`);

  await expectGoodLooks(page, `/${owner.slug}/members`);
  await expectGoodLooks(page, `/${owner.slug}/settings`);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByLabel('Name of the team').fill('New Name');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: /New Name.*change team/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: /Old Name.*change team/ })).toBeVisible();

  await expect(page.getByRole('button', { name: /Leave Old Name/ })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Hand over' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Hand it over' }).click();
  await expect(page.getByText('Heir Apparent owns the team now')).toBeVisible();
  await page.getByRole('button', { name: 'Leave Old Name' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Leave Old Name' }).click();
  await page.waitForURL('**/account');

  await heir.goto(`/${owner.slug}/settings`);
  await heir.getByRole('button', { name: 'Delete Old Name' }).click();
  const dialog = heir.getByRole('alertdialog');
  await expect(dialog.getByRole('button', { name: 'Delete Old Name' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await dialog.getByLabel(/type the address/).fill(owner.slug);
  await dialog.getByRole('button', { name: 'Delete Old Name' }).click();
  await heir.waitForURL('**/account');
  await heir.goto(`/${owner.slug}`);
  await expect(heir.getByRole('heading', { name: 'There is no such page here' })).toBeVisible();
});

test('a viewer reads who is in the team and sees who could change it', async ({ page, browser }) => {
  const owner = await signUp(page, newCustomer('Viewed Inc'));
  const email = `viewer-${owner.email}`;
  const link = await invite(page, owner.slug, email, 'Viewer');
  const viewer = await (await browser.newContext()).newPage();
  await viewer.goto(link);
  await expectNoFindings(viewer, 'an invitation for a new account');
  await viewer.getByLabel('Your name').fill('Vera Look');
  await viewer.getByLabel('Password', { exact: true }).fill('four plain words here');
  await viewer.getByRole('button', { name: 'Make the account and join' }).click();
  await viewer.getByRole('link', { name: 'Members' }).click();
  await expect(
    viewer.getByRole('button', { name: /Invite.*An owner or admin of the team can invite/ }),
  ).toHaveAttribute('aria-disabled', 'true');
  await expect(viewer.getByLabel(/^Role of/)).toHaveCount(0);
  await expectGoodLooks(viewer, `/${owner.slug}/tokens`);
  const again = await signIn(await (await browser.newContext()).newPage(), {
    ...owner,
    email,
    password: 'four plain words here',
  });
  expect(again.slug).toBe(owner.slug);
});
