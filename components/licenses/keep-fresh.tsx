'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Has the server draw the page anew while it is looked at. */
export function KeepFresh({ everySeconds }: { everySeconds: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, everySeconds * 1000);
    return () => clearInterval(timer);
  }, [router, everySeconds]);
  return null;
}
