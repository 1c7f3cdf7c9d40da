import type { Metadata } from 'next';
import { agreementFiltersQuery, readAgreementFilters } from '#components/agreements/agreement-filters.ts';
import { AgreementList } from '#components/agreements/agreement-list.tsx';
import { vendor } from '#lib/api/vendor.ts';
import { teamMember } from '../../team-member.ts';

type Props = {
  params: Promise<{ team: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: 'Agreements' };

export default async function TeamAgreementsPage({ params, searchParams }: Props) {
  const { team: slug } = await params;
  const filters = readAgreementFilters(await searchParams);
  const { api } = await teamMember(slug);
  return (
    <AgreementList
      key={agreementFiltersQuery({ ...filters, q: '' })}
      team={slug}
      filters={filters}
      first={await api.agreements.list({ team: slug, ...filters, limit: 50 })}
      zone={vendor().timeZone}
      drawnAt={Date.now()}
    />
  );
}
