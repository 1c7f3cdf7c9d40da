'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { api, client } from '#components/api.ts';
import type { Agreement } from '#lib/contract/agreements.ts';
import type { AgreementFilters } from './agreement-filters.ts';

export type AgreementPage = { items: Agreement[]; next: string | null };

const PAGE = 50;
const REFRESH_MS = 15_000;

/** The agreements page by page, from the first one that the server drew. `team` null: every team's, for staff. */
export function useAgreementList(team: string | null, filters: AgreementFilters, first: AgreementPage) {
  const query = useInfiniteQuery({
    ...api.agreements.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...asked(team, filters), limit: PAGE, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    initialData: { pages: [first], pageParams: [undefined] },
    refetchInterval: REFRESH_MS,
  });
  return { ...query, agreements: query.data.pages.flatMap((page) => page.items) };
}

/** All of them, for a file. */
export async function allAgreements(team: string | null, filters: AgreementFilters): Promise<Agreement[]> {
  const all: Agreement[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.agreements.list({
      ...asked(team, filters),
      limit: 200,
      ...(cursor !== undefined && { cursor }),
    });
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}

function asked(team: string | null, filters: AgreementFilters) {
  return { ...(team !== null && { team }), ...filters };
}
