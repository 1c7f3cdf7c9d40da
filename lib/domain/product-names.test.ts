import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  currentName,
  currentNames,
  formerNamesAfter,
  formerNamesOf,
  holderOfName,
  type NamedProduct,
} from './product-names.ts';

const catalogue: NamedProduct[] = [
  { name: 'BlinkID', formerNames: ['BlinkOld', 'PhotoID'] },
  { name: 'BlinkCard', formerNames: [] },
];

it('finds a product by its name and by its former ones', () => {
  expect(currentNames(['PhotoID', 'BlinkCard', 'Unknown'], catalogue)).toEqual([
    'BlinkID',
    'BlinkCard',
    'Unknown',
  ]);
  expect(currentName('Unknown', catalogue)).toBeNull();
});

it('gives a license the former names of all its products', () => {
  expect(formerNamesOf(catalogue)).toEqual(['BlinkOld', 'PhotoID']);
  expect(formerNamesOf([])).toEqual([]);
});

it('holds a name for the product that has or had it, whatever its case', () => {
  expect(holderOfName('photoid', catalogue)).toBe('BlinkID');
  expect(holderOfName('BLINKCARD', catalogue)).toBe('BlinkCard');
  expect(holderOfName('photoid', catalogue, 'BlinkID')).toBeNull();
  expect(holderOfName('New', catalogue)).toBeNull();
});

it('keeps every name a product ever had, whatever it is renamed to and how often', () => {
  const names = fc.array(fc.constantFrom('A', 'B', 'C', 'a', 'D'), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(names, (renames) => {
      let product: NamedProduct = { name: 'First', formerNames: [] };
      const had = new Set(['First']);
      for (const name of renames) {
        product = { name, formerNames: formerNamesAfter(product, name) };
        had.add(name);
      }
      expect(new Set([product.name, ...product.formerNames])).toEqual(had);
      expect(product.formerNames).not.toContain(product.name);
      for (const name of had) expect(currentName(name, [product])).toBe(product.name);
    }),
  );
});
