import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { Providers } from '#components/providers.tsx';
import { Shell } from '#components/team/shell.tsx';

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const me = await mustBeSignedIn('/staff');
  if (!me.staffRole) notFound();
  return (
    <Providers>
      <Shell me={me} place={{ name: 'Staff', slug: null }}>
        {children}
      </Shell>
    </Providers>
  );
}
