'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import { LIVE_MS } from '#components/licenses/use-live-license.ts';
import type { TimelineItem } from './staff-answer.ts';

const HISTORY = 100;

/** A license as staff see it, as it is now: with its leases, its lock and what was answered with a lock since. */
export function useStaffLicense(id: string) {
  const license = useQuery({
    ...api.licenses.read.queryOptions({ input: { id } }),
    refetchInterval: LIVE_MS,
  });
  const leases = useQuery({
    ...api.licenses.leases.queryOptions({ input: { id } }),
    refetchInterval: LIVE_MS,
  });
  const history = useQuery({
    ...api.licenseHistory.timeline.queryOptions({ input: { id, limit: HISTORY } }),
    refetchInterval: 4 * LIVE_MS,
  });
  const lock = license.data?.state === 'locked' ? lockOf(history.data?.items ?? []) : null;
  const checks = useQuery({
    ...api.licenses.checks.queryOptions({ input: { id, by: 'hour', ...(lock && { from: lock.at }) } }),
    enabled: lock !== null,
    refetchInterval: 4 * LIVE_MS,
  });
  return {
    license: license.data,
    leases: leases.data?.items ?? [],
    lock,
    lockedChecks: (checks.data?.items ?? []).reduce((sum, row) => sum + row.lock, 0),
    error: license.error ?? history.error,
    retry: () => {
      license.refetch();
      history.refetch();
    },
  };
}

/** The lock in force is the newest: an unlock would stand above it. */
function lockOf(items: readonly TimelineItem[]): TimelineItem | null {
  return items.find(({ kind }) => kind === 'lock') ?? null;
}
