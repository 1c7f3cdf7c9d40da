/**
 * What a product is called. Devices in the field go on saying the name they were built with, so a name once given always
 * means the same product:
 *
 * 1. A product is found by its name and by each of its former names.
 * 2. No product gets a name that another has or had, whatever its case.
 * 3. A product that is renamed keeps its name as a former one; one that takes a former name of its own back, loses it there.
 * 4. A license names products by their names now, and keeps their former names beside: checks may say either.
 */
export type NamedProduct = { name: string; formerNames: readonly string[] };

/** The name now of the product that is meant by a name; null when there is none. Rule 1. */
export function currentName(name: string, catalogue: readonly NamedProduct[]): string | null {
  return find(name, catalogue)?.name ?? null;
}

/** Names as asked for, each as it is now; a name that means no product stays as it is. */
export function currentNames(names: readonly string[], catalogue: readonly NamedProduct[]): string[] {
  return names.map((name) => currentName(name, catalogue) ?? name);
}

/** What a new license of these products accepts beside their names. Rule 4. */
export function formerNamesOf(products: readonly NamedProduct[]): string[] {
  return [...new Set(products.flatMap(({ formerNames }) => formerNames))].sort();
}

/** The product that has or had a name, apart from `but`; null when the name is free for it. Rule 2. */
export function holderOfName(
  name: string,
  catalogue: readonly NamedProduct[],
  but: string | null = null,
): string | null {
  const wanted = name.toLowerCase();
  const holder = catalogue.find(
    (product) =>
      product.name !== but &&
      [product.name, ...product.formerNames].some((one) => one.toLowerCase() === wanted),
  );
  return holder?.name ?? null;
}

/** The former names of a product that is renamed. Rule 3. */
export function formerNamesAfter({ name, formerNames }: NamedProduct, renamed: string): string[] {
  return name === renamed
    ? [...formerNames]
    : [...new Set([...formerNames, name])].filter((one) => one !== renamed);
}

function find(name: string, catalogue: readonly NamedProduct[]): NamedProduct | undefined {
  return (
    catalogue.find((product) => product.name === name) ??
    catalogue.find(({ formerNames }) => formerNames.includes(name))
  );
}
