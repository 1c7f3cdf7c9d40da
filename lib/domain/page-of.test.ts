import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pageOf } from './page-of.ts';

it('gives pages that together are the list', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 20 }), (items, limit) => {
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = pageOf(items, { limit, cursor });
        seen.push(...(page?.items ?? []));
        cursor = page?.next ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(items);
    }),
  );
});

it('refuses a cursor that it did not give out', () => {
  expect(pageOf([1, 2], { cursor: 'after-x' })).toBeNull();
});
