'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import type { Refusal } from '#lib/contract/license-acts.ts';

type Asked = { id: string; from?: string };

/** What was refused of a license, as it is now. */
export function useLiveRefusals(
  asked: Asked,
  initial: readonly Refusal[] | undefined,
  everyMs = 5_000,
): readonly Refusal[] {
  const query = useQuery({
    ...api.licenses.refusals.queryOptions({ input: asked }),
    ...(initial && { initialData: { items: [...initial], next: null } }),
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  });
  return query.data?.items ?? [];
}
