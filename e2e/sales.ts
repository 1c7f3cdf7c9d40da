import { randomUUID } from 'node:crypto';
import { type Browser, expect, type Page } from '@playwright/test';
import { signInAsStaff } from './staff.ts';

/** Somebody of sales, signed in, in a browser of their own. */
export async function openSales(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInAsStaff(page, 'sales');
  return page;
}

/** A day from today on, or before it when negative, as UTC has it. */
export function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Makes an agreement by the API, as whoever is signed in on the page, and gives its number. */
export async function makeAgreement(page: Page, team: string, terms: object = {}): Promise<string> {
  const number = `AGR-${randomUUID().slice(0, 8)}`;
  const response = await page.request.post('/api/v1/agreements', {
    headers: { origin: new URL(page.url()).origin },
    data: {
      number,
      team,
      products: ['BlinkID'],
      platforms: ['android', 'browser'],
      startsOn: dayFromNow(0),
      endsOn: dayFromNow(364),
      noticeDays: 30,
      ...terms,
    },
  });
  expect(response.status(), await response.text()).toBe(201);
  return number;
}
