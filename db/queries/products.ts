import { arrayOverlaps, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Handle, Tx } from '../client.ts';
import { products } from '../schema/licenses.ts';

export type ProductRow = typeof products.$inferSelect;

/** The catalogue without retired products, in its order. A whole scan: the table is small. */
export async function listProducts(handle: Handle): Promise<ProductRow[]> {
  return handle
    .select()
    .from(products)
    .where(isNull(products.retiredAt))
    .orderBy(asc(products.position), asc(products.name));
}

/** The same with retired products, after those that are not. */
export async function listAllProducts(handle: Handle): Promise<ProductRow[]> {
  return handle
    .select()
    .from(products)
    .orderBy(sql`${products.retiredAt} is not null`, asc(products.position), asc(products.name));
}

/**
 * Products by any of their names, former ones too, retired ones too. Until the transaction ends none of them is renamed:
 * whoever writes a product's name into a row reads it here first. A whole scan: the table is small.
 */
export async function findProducts(tx: Tx, names: readonly string[]): Promise<ProductRow[]> {
  if (names.length === 0) return [];
  return tx
    .select()
    .from(products)
    .where(or(inArray(products.name, [...names]), arrayOverlaps(products.formerNames, [...names])))
    .for('share');
}

/** Until the transaction ends nobody else adds or renames a product. Comes before any product is read. */
export async function lockCatalogue(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('catalogue', 0))`);
}

/** By its name now, and nobody else may use it until the transaction ends. Index: products primary key. */
export async function lockProduct(tx: Tx, name: string): Promise<ProductRow | null> {
  const [row] = await tx.select().from(products).where(eq(products.name, name)).for('update');
  return row ?? null;
}

export type NewProduct = Omit<typeof products.$inferInsert, 'version' | 'formerNames'>;

export async function insertProduct(tx: Tx, product: NewProduct): Promise<ProductRow> {
  const [row] = await tx.insert(products).values(product).returning();
  if (!row) throw new Error('a product was not inserted');
  return row;
}

/** Changes a product, and raises its version. Index: products primary key. */
export async function updateProduct(
  tx: Tx,
  name: string,
  change: Partial<Omit<ProductRow, 'version'>>,
): Promise<ProductRow> {
  const [row] = await tx
    .update(products)
    .set({ ...change, version: sql`${products.version} + 1` })
    .where(eq(products.name, name))
    .returning();
  if (!row) throw new Error('a product that was locked is gone');
  return row;
}

/**
 * The number of an agreement with an amendment under way that names a product: what was served says its name, and cannot
 * be changed. Null when there is none. Reads the amendments that have not taken effect.
 */
export async function findAmendmentNaming(tx: Tx, product: string): Promise<string | null> {
  const [row] = await tx.execute<{ number: string }>(sql`
    select a.number from agreement_notices n join agreements a on a.id = n.agreement_id
    where n.cause = 'amendment' and n.cancelled_at is null and n.applied_at is null
      and n.terms -> 'products' @> to_jsonb(${product}::text)
    order by a.number limit 1`);
  return row?.number ?? null;
}

/**
 * Puts a product's new name in place of the former one wherever it is granted: agreements, then licenses, which go on
 * accepting the former name. After the product itself, whose former names say that nothing is taken away. Reads both
 * tables; gives how many licenses there were.
 */
export async function renameGranted(tx: Tx, from: string, to: string): Promise<number> {
  await tx.execute(sql`
    update agreements set products = array_replace(products, ${from}, ${to}), version = version + 1
    where products @> array[${from}]`);
  const renamed = await tx.execute<{ count: number }>(sql`
    with renamed as (
      update licenses
      set products = array_replace(products, ${from}, ${to}), version = version + 1,
          former_products = array_append(array_remove(array_remove(former_products, ${to}), ${from}), ${from})
      where products @> array[${from}]
      returning 1
    ) select count(*)::int4 as count from renamed`);
  return renamed[0]?.count ?? 0;
}

/** What these products were called before. Index: products primary key. */
export async function listFormerNames(handle: Handle, names: readonly string[]): Promise<string[]> {
  const rows = await handle
    .select({ formerNames: products.formerNames })
    .from(products)
    .where(inArray(products.name, [...names]));
  return rows.flatMap(({ formerNames }) => formerNames);
}
