import { expect, test } from '@playwright/test';
import { expectGoodLooks, expectNoFindings } from './looks.ts';
import { checkInBrowser, makeTrialInBrowser } from './new-trial.ts';
import { withDatabase } from './running-database.ts';
import { signInAsStaff } from './staff.ts';

/** Puts a trial under an agreement of its team, as a conversion leaves it. */
async function makeProduction(id: string): Promise<void> {
  await withDatabase(async (sql) => {
    await sql`set role leasehold_app`;
    const [agreement] = await sql`
      insert into agreements (number, team_id, title, products, platforms, app_limit, starts_on, ends_on, starts_at,
                              last_instant_at, notice_days, lease_seconds, grace_seconds, retry_seconds, created_at)
      select ${`AGR-${id}`}, team_id, 'An agreement', products, platforms, 100, current_date, current_date + 1000,
             current_date, current_date + 1001, 90, 86400, 259200, 300, now()
      from licenses where id = ${id} returning id`;
    await sql`update licenses set kind = 'production', ends_at = null, agreement_id = ${agreement?.id ?? null},
              version = version + 1 where id = ${id}`;
  });
}

test('a trial is locked at once with a reason the customer reads, and unlocked with a note', async ({
  page,
  browser,
}) => {
  test.slow();
  const trial = await makeTrialInBrowser(page, 'Locked Trial Inc');
  expect(await checkInBrowser(page, trial)).toBe('lease');
  const staff = await (await browser.newContext()).newPage();
  await signInAsStaff(staff, 'support');
  const lock = `/staff/licenses/${trial.id}/lock`;
  await expectGoodLooks(staff, lock);
  await expect(staff.getByText('1 check of 1 in the last 30 days would have got no lease')).toBeVisible();
  await staff.getByRole('button', { name: 'Lock the trial' }).click();
  await expect(staff.getByText('Say why: the customer reads it everywhere.')).toBeVisible();
  await staff.getByLabel('Reason, which the customer reads').fill('Your key was found in public.');
  await expect(staff.getByText('says: Your key was found in public.')).toBeVisible();
  await staff.getByRole('button', { name: 'Lock the trial' }).click();
  await expect(staff.getByRole('heading', { name: /^Unlock/ })).toBeVisible();
  expect(await checkInBrowser(page, trial)).toBe('lock');

  await page.goto(`/${trial.slug}/licenses/${trial.id}`);
  await expect(page.getByText('Your key was found in public.')).toBeVisible();
  await expect(page.getByText('put right what the reason names, then ask for an unlock')).toBeVisible();
  await staff.getByLabel('Note').fill('Key replaced.');
  await staff.getByRole('button', { name: 'Unlock' }).click();
  await expect(staff.getByRole('heading', { name: /^Lock/ })).toBeVisible();
  expect(await checkInBrowser(page, trial)).toBe('lease');
});

test('a production license is locked by two people: one asks, another approves, both are named', async ({
  page,
  browser,
}) => {
  test.slow();
  const license = await makeTrialInBrowser(page, 'Production Inc');
  await makeProduction(license.id);
  const asker = await (await browser.newContext()).newPage();
  const approver = await (await browser.newContext()).newPage();
  await signInAsStaff(asker, 'support');
  await signInAsStaff(approver, 'sales');

  await asker.goto(`/staff/licenses/${license.id}/lock`);
  await asker.getByLabel('Reason, which the customer reads').fill('Your key was found in public.');
  await asker.getByLabel('Note for staff').fill('Scan of last night.');
  await asker.getByRole('button', { name: 'Ask for the lock' }).click();
  await expect(asker.getByText('Waits for a second person')).toBeVisible();
  await expect(asker.getByRole('button', { name: /^Approve/ })).toHaveAttribute('aria-disabled', 'true');
  expect(await checkInBrowser(page, license)).toBe('lease');

  await approver.goto('/staff/approvals');
  const asked = approver.getByRole('listitem').filter({ hasText: license.id });
  await expect(asked).toContainText('Scan of last night.');
  await asked.getByRole('button', { name: 'Approve' }).click();
  const dialog = approver.getByRole('alertdialog', { name: 'Approve the lock' });
  await expect(dialog).toContainText('1 check of 1 in the last 30 days');
  await expectNoFindings(approver, 'the dialog that approves');
  await dialog.getByRole('button', { name: 'Approve the lock' }).click();
  await expect(dialog).toBeHidden();
  expect(await checkInBrowser(page, license)).toBe('lock');
  await expect(approver.getByRole('listitem').filter({ hasText: license.id })).toContainText('Approved by');
  await expectGoodLooks(approver, '/staff/approvals');

  await page.goto(`/${license.slug}/licenses/${license.id}`);
  await expect(page.getByText('The lock ends by itself')).toBeVisible();
  await expect(page.getByText('Scan of last night.')).toBeHidden();
  await expectGoodLooks(asker, `/staff/licenses/${license.id}/lock`);
  await asker.getByLabel('Note').fill('Still in public.');
  await asker.getByRole('button', { name: 'Ask to renew for 14 days' }).click();
  await expect(asker.getByText('Keep locked for 14 days more')).toBeVisible();
  await asker.getByLabel('Note').fill('Key replaced.');
  await asker.getByRole('button', { name: 'Unlock' }).click();
  await expect(asker.getByRole('heading', { name: /^Lock/ })).toBeVisible();
  expect(await checkInBrowser(page, license)).toBe('lease');
});

test('a leaked key is replaced with an overlap, in which both keys work', async ({ page }) => {
  const trial = await makeTrialInBrowser(page, 'Leaked Inc');
  await page.goto(`/${trial.slug}/licenses/${trial.id}/key`);
  await page.getByRole('button', { name: 'Replace the key' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('How long both keys work').selectOption('7 days');
  await expect(dialog).toContainText('Devices with the old key go on until');
  await expectNoFindings(page, 'the dialog that replaces the key');
  await dialog.getByRole('button', { name: 'Replace the key' }).click();
  await page.waitForURL((url) => url.pathname.endsWith('/key') && !url.pathname.includes(trial.id));
  const id = /LIC-[0-9A-Z-]{9}/.exec(page.url())?.[0] ?? '';
  expect(await checkInBrowser(page, trial)).toBe('lease');
  expect(await checkInBrowser(page, { ...trial, id })).toBe('lease');
  await page.goto(`/${trial.slug}/licenses/${trial.id}/key`);
  await page.getByRole('button', { name: 'Revoke this one now' }).click();
  await dialog.getByLabel(/^To confirm, type the License ID/).fill(trial.id);
  await dialog.getByRole('button', { name: `Revoke ${trial.id}` }).click();
  await expect(page.getByText('It is revoked: devices that still send it are locked.')).toBeVisible();
  expect(await checkInBrowser(page, trial)).toBe('lock');
  expect(await checkInBrowser(page, { ...trial, id })).toBe('lease');
});
