import type { ProductRow } from '#db/queries/products.ts';
import type { AgreementTerms } from '#lib/domain/agreement-terms.ts';
import type { InputError } from '#lib/use-case.ts';

/**
 * What is wrong with the products and platforms of terms: a product that is unknown or, unless it was agreed on before,
 * retired, or one that is offered for none of the platforms. `rows` are the products by name, as far as they are there.
 */
export function productErrors(
  { products, platforms }: Pick<AgreementTerms, 'products' | 'platforms'>,
  rows: readonly ProductRow[],
  agreed: readonly string[] = [],
): InputError[] {
  return products.flatMap((name, index) => {
    const pointer = `/products/${index}`;
    const row = rows.find((one) => one.name === name);
    if (!row) return [{ pointer, detail: `There is no product ${name}.` }];
    if (row.retiredAt !== null && !agreed.includes(name)) {
      return [{ pointer, detail: `${name} is retired: it cannot be agreed on any more.` }];
    }
    return platforms.some((platform) => row.platforms.includes(platform))
      ? []
      : [
          {
            pointer: '/platforms',
            detail: `${name} is offered for ${row.platforms.join(', ')}. Name one of them.`,
          },
        ];
  });
}
