import { holderOfName, type NamedProduct } from '#lib/domain/product-names.ts';
import { type Failure, failed } from '#lib/use-case.ts';

/** The answer when a product is to get a name that another has or had; null when it may have it. */
export function nameTaken(
  name: string,
  catalogue: readonly NamedProduct[],
  but: string | null,
): Failure<'conflict'> | null {
  const holder = holderOfName(name, catalogue, but);
  if (holder === null) return null;
  const detail =
    holder.toLowerCase() === name.toLowerCase()
      ? `There is a product ${holder} already.`
      : `${holder} had this name before, and devices go on saying it. Choose another.`;
  return failed('conflict', detail, [{ pointer: '/name', detail }]);
}
