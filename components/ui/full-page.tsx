import Link from 'next/link';
import type { ReactNode } from 'react';
import { Mark } from './mark.tsx';

/** A page that has nothing but a sentence and a way back: not found, failed. */
export function FullPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="full">
      <header>
        <Link href="/" aria-label="Home">
          <Mark />
        </Link>
      </header>
      <main>
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}
