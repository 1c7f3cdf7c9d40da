import { expect, test } from 'vitest';
import { filtersQuery, readFilters } from './list-filters.ts';

test('filters survive the way into an address and back', () => {
  const filters = { state: 'locked', kind: 'trial', product: 'BlinkID Verify', q: 'a&b=c' } as const;
  const query = Object.fromEntries(new URLSearchParams(filtersQuery(filters)));
  expect(readFilters(query)).toEqual(filters);
});

test('what an address says that no filter knows narrows nothing', () => {
  expect(readFilters({ state: 'melted', kind: ['trial', 'production'], q: '   ', other: 'x' })).toEqual({});
  expect(filtersQuery({})).toBe('');
});
