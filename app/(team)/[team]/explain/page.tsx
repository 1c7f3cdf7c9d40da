import type { Metadata } from 'next';
import { readExplained } from '#app/read-explained.ts';
import { ExplainPage } from '#components/checks/explain-page.tsx';
import { greyedFor } from '#components/licenses/greyed-for.ts';
import { vendor } from '#lib/api/vendor.ts';
import { POLICY } from '#lib/domain/policy.ts';
import { teamMember } from '../team-member.ts';

type Props = {
  params: Promise<{ team: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: 'Explain a check' };

export default async function TeamExplainPage({ params, searchParams }: Props) {
  const { team: slug } = await params;
  const { team, api } = await teamMember(slug);
  return (
    <ExplainPage
      {...(await readExplained(api, await searchParams))}
      licensesPage={`/${slug}/licenses`}
      greyed={{ register: greyedFor('app.register', team.role), unlock: POLICY['license.unlock'].says }}
      supportUrl={vendor().supportUrl}
      drawnAt={Date.now()}
    />
  );
}
