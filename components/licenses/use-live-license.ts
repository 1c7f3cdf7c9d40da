'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import type { Lease, License } from '#lib/contract/licenses.ts';

/** How often a page that is looked at asks again; a hidden one does not. */
export const LIVE_MS = 3_000;

/** A license as it is now: follows locks, unlocks and changes by others without reload. */
export function useLiveLicense(initial: License) {
  const query = useQuery({
    ...api.licenses.read.queryOptions({ input: { id: initial.id } }),
    initialData: initial,
    refetchInterval: LIVE_MS,
  });
  return { license: query.data, isLive: !query.isRefetchError };
}

/** The last lease of each identifier, as it is now. */
export function useLiveLeases(id: string, initial: readonly Lease[], everyMs = LIVE_MS): readonly Lease[] {
  const query = useQuery({
    ...api.licenses.leases.queryOptions({ input: { id } }),
    initialData: { items: [...initial], next: null },
    refetchInterval: everyMs,
  });
  return query.data.items;
}
