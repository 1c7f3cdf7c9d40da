import type { Page } from '@playwright/test';

export type Effort = { clicks: () => number; seconds: () => number };

/** Counts the clicks on a page's links, buttons and fields, and the seconds, from now on. */
export async function countEffort(page: Page): Promise<Effort> {
  const startedAt = performance.now();
  let clicks = 0;
  await page.exposeFunction('leaseholdClicked', () => {
    clicks += 1;
  });
  const listen = () => {
    document.addEventListener(
      'click',
      (event) => {
        const said: unknown = Reflect.get(window, 'leaseholdClicked');
        if (event.isTrusted && event.detail > 0 && typeof said === 'function') said();
      },
      true,
    );
  };
  await page.addInitScript(listen);
  await page.evaluate(listen);
  return { clicks: () => clicks, seconds: () => (performance.now() - startedAt) / 1000 };
}
