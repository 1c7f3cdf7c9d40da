'use client';

import type { ReactNode } from 'react';
import { signOut } from './sign-in.ts';

/** Under a form that one may be stuck in: what helps, and a way out. */
export function SignOutLine({ children }: { children: ReactNode }) {
  async function leave() {
    await signOut().catch(() => undefined);
    window.location.assign('/sign-in');
  }
  return (
    <p className="muted">
      {children}{' '}
      <button type="button" className="linklike" onClick={leave}>
        Sign out
      </button>
    </p>
  );
}
