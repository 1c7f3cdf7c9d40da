'use client';

import { Toast } from '@heroui/react/toast';

/** Where `notify` shows: one at a time, at the end of the page's bottom edge. */
export function Toasts() {
  return <Toast.Provider placement="bottom end" maxVisibleToasts={1} width={360} aria-label="Messages" />;
}
