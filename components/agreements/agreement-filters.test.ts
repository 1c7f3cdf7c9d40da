import { expect, test } from 'vitest';
import { agreementFiltersQuery, readAgreementFilters } from './agreement-filters.ts';

test('filters survive the way into an address and back, and what no filter knows narrows nothing', () => {
  const filters = { state: 'expiring', q: 'Harbor & Sons', sort: 'ending' } as const;
  const query = Object.fromEntries(new URLSearchParams(agreementFiltersQuery(filters)));
  expect(readAgreementFilters(query)).toEqual(filters);
  expect(readAgreementFilters({ state: 'melted', q: '  ', sort: 'newest' })).toEqual({});
  expect(agreementFiltersQuery({})).toBe('');
});
