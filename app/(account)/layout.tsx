import type { ReactNode } from 'react';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { Providers } from '#components/providers.tsx';
import { Shell } from '#components/team/shell.tsx';

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const me = await mustBeSignedIn('/account');
  return (
    <Providers>
      <Shell me={me} place={{ name: 'Account', slug: null }}>
        {children}
      </Shell>
    </Providers>
  );
}
