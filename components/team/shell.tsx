import type { ReactNode } from 'react';
import type { Me } from '#lib/contract/me.ts';
import { Navigation } from './navigation.tsx';
import type { Place } from './place.ts';

/** The frame of the signed-in worlds: navigation, a way past it, the page. */
export function Shell({ me, place, children }: { me: Me; place: Place; children: ReactNode }) {
  return (
    <div className="app">
      <a className="skip" href="#page">
        Skip to the page
      </a>
      <Navigation me={me} place={place} />
      <main className="page" id="page" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
