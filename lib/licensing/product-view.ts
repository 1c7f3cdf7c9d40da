import type { ProductRow } from '#db/queries/products.ts';
import { PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';

/** A product as the management API gives it. */
export type ProductView = Omit<ProductRow, 'platforms' | 'retiredAt'> & {
  platforms: Platform[];
  retiredAt: string | null;
};

export function viewProduct({ platforms, retiredAt, ...row }: ProductRow): ProductView {
  return {
    ...row,
    platforms: PLATFORMS.filter((platform) => platforms.includes(platform)),
    retiredAt: retiredAt?.toISOString() ?? null,
  };
}
