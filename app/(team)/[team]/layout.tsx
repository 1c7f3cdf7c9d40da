import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { Providers } from '#components/providers.tsx';
import { Banners } from '#components/team/banners.tsx';
import { Shell } from '#components/team/shell.tsx';
import { serverApi } from '#lib/api/in-process.ts';
import { vendor } from '#lib/api/vendor.ts';
import { mayBeTeamSlug } from '#lib/domain/slugs.ts';

type Props = { params: Promise<{ team: string }>; children: ReactNode };

export default async function TeamLayout({ params, children }: Props) {
  const { team: slug } = await params;
  // No team has such a name; whoever asks for it looks for something that is not here.
  if (!mayBeTeamSlug(slug)) notFound();
  const me = await mustBeSignedIn(`/${slug}`);
  const team = me.teams.find((one) => one.slug === slug);
  // Another's team and one that does not exist are the same page.
  if (!team) notFound();
  const banners = await (await serverApi()).notices.banners({ slug });
  return (
    <Providers>
      <Shell me={me} place={{ name: team.name, slug: team.slug }}>
        <Banners team={slug} initial={banners.items} vendorName={vendor().name} drawnAt={Date.now()} />
        {children}
      </Shell>
    </Providers>
  );
}
