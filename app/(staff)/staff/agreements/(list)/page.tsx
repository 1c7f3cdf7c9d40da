import type { Metadata } from 'next';
import { staffMember } from '#app/(staff)/staff/staff-member.ts';
import { agreementFiltersQuery, readAgreementFilters } from '#components/agreements/agreement-filters.ts';
import { AgreementList } from '#components/agreements/agreement-list.tsx';
import { greyedForStaff } from '#components/staff/greyed-for-staff.ts';
import { vendor } from '#lib/api/vendor.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Agreements' };

export default async function StaffAgreementsPage({ searchParams }: Props) {
  const filters = readAgreementFilters(await searchParams);
  const { role, api } = await staffMember('/staff/agreements');
  return (
    <AgreementList
      key={agreementFiltersQuery({ ...filters, q: '' })}
      team={null}
      filters={filters}
      first={await api.agreements.list({ ...filters, limit: 50 })}
      zone={vendor().timeZone}
      newGreyed={greyedForStaff('agreement.create', role)}
      drawnAt={Date.now()}
    />
  );
}
