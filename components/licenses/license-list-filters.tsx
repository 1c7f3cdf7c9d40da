'use client';

import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
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

const PAUSE_MS = 300;

/** Search and filters of the list; what they say is in the address. */
export function LicenseListFilters({ hasSearch, filters, products, onChange }: Props) {
  const [typed, setTyped] = useState(filters.q ?? '');
  const sent = useRef(filters.q ?? '');

  // Back and forward change the address without typing: the box follows.
  useEffect(() => {
    const q = filters.q ?? '';
    if (q !== sent.current) {
      sent.current = q;
      setTyped(q);
    }
  }, [filters.q]);

  useEffect(() => {
    if (typed.trim() === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = typed.trim();
      const { q: _, ...others } = filters;
      onChange(typed.trim() === '' ? others : { ...others, q: typed.trim() }, { isTyping: true });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, filters, onChange]);

  function choose(name: 'state' | 'kind' | 'product', value: string) {
    const { [name]: _, ...others } = filters;
    onChange(value === '' ? others : { ...others, [name]: value }, { isTyping: false });
  }

  return (
    <search className="filters">
      {hasSearch ? (
        <div className="find">
          <Search aria-hidden="true" />
          <input
            type="search"
            className="input"
            aria-label="Search licenses"
            placeholder="Name, License ID or identifier"
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
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
