import { listProducts as findProducts } from '#db/queries/products.ts';
import type { Page, PageAsked } from '#lib/domain/page-of.ts';
import { useCase } from '#lib/use-case.ts';
import { PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';
import { donePage } from './done-page.ts';

export type ProductView = {
  name: string;
  description: string;
  platforms: Platform[];
  currentVersion: string;
  docsUrl: string | null;
  leaseSeconds: number;
  graceSeconds: number;
  retrySeconds: number;
  trialLeaseSeconds: number;
  trialGraceSeconds: number;
};

/** The catalogue, open to everybody. */
export const listProducts = useCase<PageAsked | undefined, Page<ProductView>, 'invalid-input'>({
  action: 'product.list',
  run: async ({ tx }, asked) => {
    const rows = await findProducts(tx);
    const items = rows.map(({ position: _, retiredAt: __, ...row }) => ({
      ...row,
      platforms: PLATFORMS.filter((platform) => row.platforms.includes(platform)),
    }));
    return donePage(items, asked ?? {});
  },
});
