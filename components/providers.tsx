'use client';

import { RouterProvider } from '@heroui/react/rac';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { Toasts } from './ui/toasts.tsx';

/** What the signed-in worlds stand on: the query cache, links inside menus through Next's router, messages. */
export function Providers({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { staleTime: 5_000, retry: 1, networkMode: 'always' },
          // Offline is told as a failure, with what was typed kept, and not as a wait without an end.
          mutations: { networkMode: 'always' },
        },
      }),
  );
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider navigate={(href, options) => router.push(href, options)}>
        {children}
        <Toasts />
      </RouterProvider>
    </QueryClientProvider>
  );
}
