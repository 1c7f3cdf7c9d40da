import { AGREEMENT_STATES, type AgreementState } from '#lib/domain/agreements.ts';

/** What a list of agreements is narrowed to and sorted by, as the address says. The newest first unless `sort` says else. */
export type AgreementFilters = { state?: AgreementState; q?: string; sort?: 'ending' };

type Query = Record<string, string | string[] | undefined>;

/** Reads the address; what is unknown there narrows nothing. */
export function readAgreementFilters(query: Query): AgreementFilters {
  const filters: AgreementFilters = {};
  const state = AGREEMENT_STATES.find((one) => one === query.state);
  if (state) filters.state = state;
  const q = typeof query.q === 'string' ? query.q.trim().slice(0, 200) : '';
  if (q !== '') filters.q = q;
  if (query.sort === 'ending') filters.sort = 'ending';
  return filters;
}

/** The address's query for these filters, with its question mark; empty when there is none. */
export function agreementFiltersQuery(filters: AgreementFilters): string {
  const query = new URLSearchParams();
  for (const name of ['state', 'q', 'sort'] as const) {
    const value = filters[name];
    if (value) query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
