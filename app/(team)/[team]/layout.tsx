import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { Providers } from '#components/providers.tsx';
import { Shell } from '#components/team/shell.tsx';

type Props = { params: Promise<{ team: string }>; children: ReactNode };

export default async function TeamLayout({ params, children }: Props) {
  const { team: slug } = await params;
  const me = await mustBeSignedIn(`/${slug}`);
  const team = me.teams.find((one) => one.slug === slug);
  // Another's team and one that does not exist are the same page.
  if (!team) notFound();
  return (
    <Providers>
      <Shell me={me} place={{ name: team.name, slug: team.slug }}>
        {children}
      </Shell>
    </Providers>
  );
}
