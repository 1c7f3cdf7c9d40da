'use client';

import { useCallback } from 'react';
import { Choice } from '#components/licenses/choice.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { AGREEMENT_STATES } from '#lib/domain/agreements.ts';
import { type AgreementFilters, readAgreementFilters } from './agreement-filters.ts';

type Props = {
  filters: AgreementFilters;
  /** `isTyping`: the address changes without a new entry in the history. */
  onChange: (filters: AgreementFilters, options: { isTyping: boolean }) => void;
};

/** Search, state and order of the list; what they say is in the address. */
export function AgreementListFilters({ filters, onChange }: Props) {
  const search = useCallback(
    (q: string) => onChange(readAgreementFilters({ ...filters, q }), { isTyping: true }),
    [filters, onChange],
  );
  const choose = (change: { state?: string; sort?: string }) =>
    onChange(readAgreementFilters({ ...filters, ...change }), { isTyping: false });
  return (
    <search className="filters">
      <SearchBox
        label="Search agreements"
        placeholder="Number, title or team"
        q={filters.q ?? ''}
        onSearch={search}
      />
      <Choice aria-label="State" value={filters.state ?? ''} onValue={(state) => choose({ state })}>
        <option value="">Every state</option>
        {AGREEMENT_STATES.toReversed().map((state) => (
          <option key={state} value={state}>
            {state.charAt(0).toUpperCase() + state.slice(1).replace('-', ' ')}
          </option>
        ))}
      </Choice>
      <Choice aria-label="Order" value={filters.sort ?? ''} onValue={(sort) => choose({ sort })}>
        <option value="">Newest first</option>
        <option value="ending">Ending first</option>
      </Choice>
    </search>
  );
}
