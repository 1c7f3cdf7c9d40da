import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { mailTo } from './mail-to.ts';

export type Customer = { name: string; team: string; slug: string; email: string; password: string };

/** Somebody nobody has seen before. */
export function newCustomer(team = 'Acme Inc'): Customer {
  const id = randomUUID().slice(0, 8);
  return {
    name: 'Mira Jansen',
    team,
    slug: '',
    email: `mira-${id}@example.com`,
    password: 'three plain words',
  };
}

/** From the first page to the team's home, as a new customer goes; gives the customer with their team's slug. */
export async function signUp(page: Page, customer: Customer): Promise<Customer> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Start a trial' }).first().click();
  await page.getByLabel('Your name').fill(customer.name);
  await page.getByLabel('Team').fill(customer.team);
  await page.getByLabel('Work e-mail').fill(customer.email);
  await page.getByLabel('Password', { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  const { link } = await mailTo(customer.email, /verify/i);
  await page.goto(link);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByRole('heading', { name: 'Your team is ready' })).toBeVisible();
  return fillInSignIn(page, customer);
}

/** From the sign-in page to the team's home. */
export async function signIn(page: Page, customer: Customer): Promise<Customer> {
  await page.goto('/sign-in');
  return fillInSignIn(page, customer);
}

async function fillInSignIn(page: Page, customer: Customer): Promise<Customer> {
  await page.getByLabel('E-mail').fill(customer.email);
  await page.getByLabel('Password', { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !/\/(sign-in|verify)$/.test(url.pathname));
  await expect(page.getByRole('link', { name: 'Licenses', exact: true }).first()).toBeVisible();
  return { ...customer, slug: new URL(page.url()).pathname.slice(1) };
}
