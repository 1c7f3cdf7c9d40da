import 'server-only';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { serverApi } from '#lib/api/in-process.ts';

/** Who looks at a team's page: the team with their role in it, and the API as they may use it. Once for each request. */
export const teamMember = cache(async (slug: string) => {
  const me = await mustBeSignedIn(`/${slug}`);
  const team = me.teams.find((one) => one.slug === slug);
  if (!team) notFound();
  return { team, api: await serverApi() };
});
