'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '#components/api.ts';
import type { Agreement, AgreementNotice } from '#lib/contract/agreements.ts';

const LIVE_MS = 3_000;

/** An agreement and its notices as they are now: a mail that was accepted shows without a reload. */
export function useLiveAgreement(initial: Agreement, initialNotices: readonly AgreementNotice[]) {
  const { number } = initial;
  const agreement = useQuery({
    ...api.agreements.read.queryOptions({ input: { number } }),
    initialData: initial,
    refetchInterval: LIVE_MS,
  });
  const notices = useQuery({
    ...api.agreements.notices.queryOptions({ input: { number } }),
    initialData: { items: [...initialNotices], next: null },
    refetchInterval: LIVE_MS,
  });
  return { agreement: agreement.data, notices: notices.data.items, isLive: !agreement.isRefetchError };
}

/** After a change: shows the agreement as it was answered, and asks anew for all that hangs on it. */
export function useAgreementChanged() {
  const queries = useQueryClient();
  return useCallback(
    (agreement: Agreement) => {
      const { number } = agreement;
      queries.setQueryData(api.agreements.read.queryKey({ input: { number } }), agreement);
      return queries.invalidateQueries({ queryKey: api.agreements.key() });
    },
    [queries],
  );
}
