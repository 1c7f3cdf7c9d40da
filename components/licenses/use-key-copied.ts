'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '#components/api.ts';

/**
 * Notes on the license that its key was copied or downloaded, so that its page can say what to look at when no check
 * follows. Nobody waits for it, and nobody is told when it fails: the key was copied all the same.
 */
export function useKeyCopied(id: string): () => void {
  const queries = useQueryClient();
  const { mutate } = useMutation(
    api.licenses.keyCopied.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.licenses.read.queryKey({ input: { id } }) }),
    }),
  );
  return () => mutate({ id });
}
