import type { ReactNode } from 'react';
import { mustBeStaff } from '#app/signed-in.ts';
import { Providers } from '#components/providers.tsx';
import { Shell } from '#components/team/shell.tsx';
import { vendor } from '#lib/api/vendor.ts';

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const me = await mustBeStaff('/staff');
  return (
    <Providers>
      <Shell me={me} place={{ name: `${vendor().name} staff`, slug: null, isStaff: true }}>
        {children}
      </Shell>
    </Providers>
  );
}
