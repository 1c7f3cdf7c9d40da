'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Looks for new mails every three seconds while the page is seen. */
export function MailRefresh() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && router.refresh(), 3000);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
