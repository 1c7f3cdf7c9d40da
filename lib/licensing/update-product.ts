import {
  findAmendmentNaming,
  listAllProducts,
  lockCatalogue,
  lockProduct,
  type ProductRow,
  renameGranted,
  updateProduct as updateProductRow,
} from '#db/queries/products.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { formerNamesAfter } from '#lib/domain/product-names.ts';
import { done, failed, notFound, useCase } from '#lib/use-case.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { staleVersion } from './locate-license.ts';
import { nameTaken } from './name-taken.ts';
import { type ProductView, viewProduct } from './product-view.ts';

export type ProductChange = {
  [term in Exclude<keyof ProductRow, 'formerNames' | 'platforms' | 'retiredAt' | 'version'>]?:
    | ProductRow[term]
    | undefined;
} & { platforms?: Platform[] | undefined; retired?: boolean | undefined };

export type ProductUpdate = ProductChange & { /** Its name now. */ product: string };

/**
 * Changes, renames, retires or restores a product. Renamed, it is named so at once by agreements and licenses, and its
 * former names go on being accepted from devices. Platforms and numbers bear on new licenses alone; a retired product is
 * no longer offered, and every license of it runs on.
 * Answers `forbidden`, `not-found`, `stale-version`, `conflict` for a name that another product has or had, and while an
 * amendment of an agreement that names it is under way.
 */
export const updateProduct = useCase<ProductUpdate, ProductView, 'conflict' | 'stale-version' | 'not-found'>({
  action: 'product.update',
  run: async ({ tx, now, ifMatch }, { product, ...body }) => {
    await lockCatalogue(tx);
    const row = await lockProduct(tx, product);
    if (!row) return notFound();
    const stale = staleVersion(ifMatch, row.version, 'This product');
    if (stale) return stale;
    const { name = row.name } = body;
    const taken = nameTaken(name, await listAllProducts(tx), row.name);
    if (taken) return failed(taken.code, taken.detail, taken.errors);
    const amended = name === row.name ? null : await findAmendmentNaming(tx, row.name);
    if (amended !== null)
      return failed(
        'conflict',
        `An amendment of agreement ${amended} names ${row.name} and has not taken effect. Rename it after that, or cancel the amendment.`,
      );
    const changed = await updateProductRow(tx, row.name, changeOf(row, body, now));
    const licenses = name === row.name ? null : await renameGranted(tx, row.name, name);
    const { before, after } = difference(row, changed);
    return done(viewProduct(changed), {
      subject: { type: 'product', id: row.name },
      before,
      after: licenses === null ? after : { ...after, licenses },
    });
  },
});

function changeOf(row: ProductRow, { retired, ...terms }: ProductChange, now: Instant) {
  const { name = row.name } = terms;
  const retiredAt = retired === undefined ? row.retiredAt : retired ? (row.retiredAt ?? new Date(now)) : null;
  const given = Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined));
  return { ...given, formerNames: formerNamesAfter(row, name), retiredAt };
}

/** The terms that differ, as they were and as they are. */
function difference(before: ProductRow, after: ProductRow) {
  const views = { before: viewProduct(before), after: viewProduct(after) };
  const changed = (Object.keys(views.before) as (keyof ProductView)[]).filter(
    (term) => term !== 'version' && JSON.stringify(views.before[term]) !== JSON.stringify(views.after[term]),
  );
  const pick = (view: ProductView) => Object.fromEntries(changed.map((term) => [term, view[term]]));
  return { before: pick(views.before), after: pick(views.after) };
}
