import { insertProduct, listAllProducts, lockCatalogue, type NewProduct } from '#db/queries/products.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { nameTaken } from './name-taken.ts';
import { type ProductView, viewProduct } from './product-view.ts';

export type ProductInput = Omit<NewProduct, 'platforms' | 'position' | 'retiredAt'> & {
  platforms: Platform[];
  position?: number | undefined;
};

/**
 * Adds a product to the catalogue; it is offered at once, last unless a position is given.
 * Answers `forbidden`, `conflict` for a name that another product has or had.
 */
export const addProduct = useCase<ProductInput, ProductView, 'conflict'>({
  action: 'product.add',
  run: async ({ tx }, { position, ...input }) => {
    await lockCatalogue(tx);
    const catalogue = await listAllProducts(tx);
    const taken = nameTaken(input.name, catalogue, null);
    if (taken) return failed(taken.code, taken.detail, taken.errors);
    const last = Math.max(0, ...catalogue.map((product) => product.position));
    const product = viewProduct(await insertProduct(tx, { ...input, position: position ?? last + 1 }));
    const { name, formerNames: _, retiredAt: __, version: ___, ...after } = product;
    return done(product, { subject: { type: 'product', id: name }, after });
  },
});
