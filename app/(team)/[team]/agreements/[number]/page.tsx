import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { TeamAgreement } from '#components/agreements/team-agreement.tsx';
import { vendor } from '#lib/api/vendor.ts';
import { orNotFound } from '../../or-not-found.ts';
import { teamMember } from '../../team-member.ts';

type Props = { params: Promise<{ team: string; number: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).number) };
}

export default async function TeamAgreementPage({ params }: Props) {
  const { team: slug, number: given } = await params;
  const number = decodeURIComponent(given);
  const { api } = await teamMember(slug);
  const agreement = await orNotFound(api.agreements.read({ number }));
  if (agreement.team !== slug) notFound();
  const [notices, licenses] = await Promise.all([
    api.agreements.notices({ number }),
    api.licenses.list({ team: slug, agreement: agreement.number, limit: 200 }),
  ]);
  const { name, supportUrl, timeZone } = vendor();
  return (
    <TeamAgreement
      agreement={agreement}
      notices={notices.items}
      licenses={licenses.items}
      team={slug}
      vendor={{ name, supportUrl, timeZone }}
      drawnAt={Date.now()}
    />
  );
}
