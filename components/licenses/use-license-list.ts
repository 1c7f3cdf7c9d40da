'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import type { ListedLicense } from '#lib/contract/licenses.ts';
import type { ListFilters } from './list-filters.ts';

export type ListPage = { items: ListedLicense[]; next: string | null };

const PAGE = 50;
const REFRESH_MS = 15_000;

/** The licenses of a team page by page, from the first one that the server drew. */
export function useLicenseList(team: string | null, filters: ListFilters, first: ListPage) {
  const query = useInfiniteQuery({
    ...api.licenses.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...whoseOf(team),
        ...filters,
        limit: PAGE,
        cursor,
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    initialData: { pages: [first], pageParams: [undefined] },
    refetchInterval: REFRESH_MS,
  });
  return { ...query, licenses: query.data.pages.flatMap((page) => page.items) };
}

/** Of one team, or for staff of every team. */
export function whoseOf(team: string | null) {
  return team === null ? ({ of: 'every-team' } as const) : { team };
}
