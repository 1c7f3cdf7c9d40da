import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import postgres from 'postgres';
import { findEmbedded } from '#db/embedded.ts';
import { leasehold } from './command.ts';

/** Makes an operator by the command line, sets their password by its link, and signs in. Gives their address. */
export async function signInAsOperator(page: Page): Promise<string> {
  const email = `operator-${randomUUID().slice(0, 8)}@example.com`;
  const added = JSON.parse(await leasehold(['staff', 'add', email, '--role', 'operator', '--json']));
  await page.goto(added.link);
  await page.getByLabel('New password').fill('four plain words here');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByRole('heading', { name: 'Password set' })).toBeVisible();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('four plain words here');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return email;
}

/** Runs fn with raw SQL on the database of the server under test, as the app logs in. */
export async function withDatabase<T>(fn: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const dataDir = process.env.LEASEHOLD_TEST_DATA ?? '';
  const secret = readFileSync(join(dataDir, 'secret'), 'utf8').trim();
  const running = await findEmbedded({ dataDir, secret });
  if (!running) throw new Error('the server under test has no embedded database');
  const sql = postgres(running.url, { max: 1 });
  try {
    return await fn(sql);
  } finally {
    await sql.end();
  }
}
