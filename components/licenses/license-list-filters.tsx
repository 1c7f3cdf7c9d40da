'use client';

import { useCallback } from 'react';
import { SearchBox } from '#components/ui/search-box.tsx';
import { LICENSE_STATES } from '#lib/domain/license-state.ts';
import { Choice } from './choice.tsx';
import type { ListFilters } from './list-filters.ts';

type Props = {
  hasSearch: boolean;
  filters: ListFilters;
  products: readonly string[];
  /** `isTyping`: the address changes without a new entry in the history. */
  onChange: (filters: ListFilters, options: { isTyping: boolean }) => void;
};

/** Search and filters of the list; what they say is in the address. */
export function LicenseListFilters({ hasSearch, filters, products, onChange }: Props) {
  const search = useCallback(
    (q: string) => {
      const { q: _, ...others } = filters;
      onChange(q === '' ? others : { ...others, q }, { isTyping: true });
    },
    [filters, onChange],
  );

  function choose(name: 'state' | 'kind' | 'product', value: string) {
    const { [name]: _, ...others } = filters;
    onChange(value === '' ? others : { ...others, [name]: value }, { isTyping: false });
  }

  return (
    <search className="filters">
      {hasSearch ? (
        <SearchBox
          label="Search licenses"
          placeholder="Name, License ID or identifier"
          q={filters.q ?? ''}
          onSearch={search}
        />
      ) : null}
      <Choice aria-label="State" value={filters.state ?? ''} onValue={(value) => choose('state', value)}>
        <option value="">Every state</option>
        {LICENSE_STATES.toReversed().map((state) => (
          <option key={state} value={state}>
            {state.charAt(0).toUpperCase() + state.slice(1).replace('-', ' ')}
          </option>
        ))}
      </Choice>
      <Choice aria-label="Kind" value={filters.kind ?? ''} onValue={(value) => choose('kind', value)}>
        <option value="">Every kind</option>
        <option value="trial">Trial</option>
        <option value="production">Production</option>
      </Choice>
      <Choice
        aria-label="Product"
        value={filters.product ?? ''}
        onValue={(value) => choose('product', value)}
      >
        <option value="">Every product</option>
        {products.map((product) => (
          <option key={product} value={product}>
            {product}
          </option>
        ))}
      </Choice>
    </search>
  );
}
