import { listProducts as findProducts, listAllProducts } from '#db/queries/products.ts';
import type { Page, PageAsked } from '#lib/domain/page-of.ts';
import { donePage } from '#lib/done-page.ts';
import { useCase } from '#lib/use-case.ts';
import { type ProductView, viewProduct } from './product-view.ts';

type Asked = PageAsked & { retired?: boolean | undefined };

/** The catalogue, open to everybody; with `retired` also products that are no longer offered. */
export const listProducts = useCase<Asked | undefined, Page<ProductView>, 'invalid-input'>({
  action: 'product.list',
  run: async ({ tx }, { retired = false, ...asked } = {}) =>
    donePage((retired ? await listAllProducts(tx) : await findProducts(tx)).map(viewProduct), asked),
});
