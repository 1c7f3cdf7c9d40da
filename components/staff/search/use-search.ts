'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '#components/api.ts';
import type { SearchAnswer } from './found.ts';

/** As short as a pause between two keys: a key that follows within it asks once for both. */
const PAUSE_MS = 90;
/** A key or an answer is no address: what it was read as stands there instead. */
const LONGEST_ADDRESS = 200;

/** `tookMs` is null for what came with the page. */
type Answered = { asked: string; answer: SearchAnswer; tookMs: number | null };
type First = { q: string; answer: SearchAnswer } | null;

/** What was found for what is typed. A search that nobody waits for any more is aborted; the former answer stays meanwhile. */
export function useSearch(typed: string, first: First) {
  const [asked, setAsked] = useState(typed.trim());
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const query = useQuery({
    queryKey: [...api.search.run.key(), asked],
    queryFn: async ({ signal }): Promise<Answered> => {
      const began = performance.now();
      const answer = await api.search.run.call({ q: asked }, { signal });
      return { asked, answer, tookMs: Math.round(performance.now() - began) };
    },
    enabled: asked !== '',
    ...(first && first.q === asked && { initialData: { asked, answer: first.answer, tookMs: null } }),
    placeholderData: (before) => before,
    staleTime: 5_000,
  });

  const license = query.data?.answer.read?.license;
  useEffect(() => {
    const q = asked.length > LONGEST_ADDRESS ? license : asked;
    if (q === undefined) return;
    const address = q === '' ? '/staff/search' : `/staff/search?q=${encodeURIComponent(q)}`;
    // Null: with a state of its own Next would not take the address for the page's, and back would lead to an empty box.
    window.history.replaceState(null, '', address);
  }, [asked, license]);

  return { ...query, asked, found: asked === '' ? null : (query.data ?? null) };
}
