import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import type { RequestWithMessages } from '#lib/contract/requests.ts';

const LOOK_AGAIN_MS = 10_000;

/** A request that follows what the other side does, and what takes the answer of an act on it. */
export function useRequest(initial: RequestWithMessages) {
  const queries = useQueryClient();
  const options = api.requests.read.queryOptions({ input: { id: initial.id } });
  const { data: request } = useQuery({
    ...options,
    initialData: initial,
    refetchInterval: LOOK_AGAIN_MS,
  });
  function take(changed: RequestWithMessages) {
    queries.setQueryData(options.queryKey, changed);
    queries.invalidateQueries({ queryKey: api.requests.list.key() });
    queries.invalidateQueries({ queryKey: api.licenses.key() });
  }
  return { request, take };
}
