'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import type { CheckCounts } from '#lib/contract/licenses.ts';
import type { CheckGroup } from './check-groups.ts';

export type ChecksAsked = { id: string; by: CheckGroup; from: string };

/** Checks counted since an instant, as they are now. While others are fetched the former ones stay. */
export function useLiveChecks(
  asked: ChecksAsked,
  initial: readonly CheckCounts[] | undefined,
  everyMs = 5_000,
) {
  const query = useQuery({
    ...api.licenses.checks.queryOptions({ input: asked }),
    ...(initial && { initialData: { items: [...initial], next: null } }),
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  });
  return {
    rows: query.data?.items ?? [],
    error: query.data === undefined ? query.error : null,
    retry: () => query.refetch(),
  };
}
