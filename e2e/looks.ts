import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WIDTHS = [1440, 360];
const THEMES = ['light', 'dark'] as const;

/**
 * What every page must pass, in both themes, on a desk and on a phone: no axe finding, and nothing wider than the screen.
 */
export async function expectGoodLooks(page: Page, address: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(address);
      await page.locator('h1').first().waitFor();
      const where = `${address} at ${width} px, ${colorScheme}`;
      await expectNoFindings(page, where);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wider, `${where}: wider than the screen by`).toBeLessThanOrEqual(0);
    }
  }
}

/** No axe finding on the page as it stands, a dialog that is open included. */
export async function expectNoFindings(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(found, where).toEqual([]);
}
