import type { License } from '#lib/contract/licenses.ts';
import { LICENSE_STATES } from '#lib/domain/license-state.ts';

/** What a list of licenses is narrowed to, as the address says. */
export type ListFilters = {
  state?: License['state'];
  kind?: License['kind'];
  product?: string;
  q?: string;
};

type Query = Record<string, string | string[] | undefined>;

/** Reads the address; what is unknown there narrows nothing. */
export function readFilters(query: Query): ListFilters {
  const filters: ListFilters = {};
  const text = (name: string) => {
    const value = query[name];
    return typeof value === 'string' ? value.trim().slice(0, 200) : '';
  };
  const state = LICENSE_STATES.find((one) => one === text('state'));
  if (state) filters.state = state;
  const kind = text('kind');
  if (kind === 'trial' || kind === 'production') filters.kind = kind;
  const product = text('product');
  if (product !== '') filters.product = product;
  const q = text('q');
  if (q !== '') filters.q = q;
  return filters;
}

/** The address's query for these filters, with its question mark; empty when there is none. */
export function filtersQuery(filters: ListFilters): string {
  const query = new URLSearchParams();
  for (const name of ['state', 'kind', 'product', 'q'] as const) {
    const value = filters[name];
    if (value) query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
