import { asc, inArray, isNull } from 'drizzle-orm';
import type { Handle } from '../client.ts';
import { products } from '../schema/licenses.ts';

export type ProductRow = typeof products.$inferSelect;

/** The catalogue without retired products, in its order. A whole scan: the table is small. */
export async function listProducts(handle: Handle): Promise<ProductRow[]> {
  return handle.select().from(products).where(isNull(products.retiredAt)).orderBy(asc(products.position));
}

/** Products by name, retired ones too. Index: products primary key. */
export async function findProducts(handle: Handle, names: readonly string[]): Promise<ProductRow[]> {
  if (names.length === 0) return [];
  return handle
    .select()
    .from(products)
    .where(inArray(products.name, [...names]));
}
