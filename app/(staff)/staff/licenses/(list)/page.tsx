import type { Metadata } from 'next';
import { staffMember } from '#app/(staff)/staff/staff-member.ts';
import { LicenseList } from '#components/licenses/license-list.tsx';
import { filtersQuery, readFilters } from '#components/licenses/list-filters.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Licenses' };

export default async function StaffLicensesPage({ searchParams }: Props) {
  // Words are for the search, which finds them among a million licenses by an index.
  const { q: _, ...filters } = readFilters(await searchParams);
  const { api } = await staffMember('/staff/licenses');
  const [first, products] = await Promise.all([
    api.licenses.list({ of: 'every-team', ...filters, limit: 50 }),
    api.products.list(),
  ]);
  return (
    <LicenseList
      key={filtersQuery(filters)}
      team={null}
      filters={filters}
      first={first}
      products={products.items.map((product) => product.name)}
      drawnAt={Date.now()}
    />
  );
}
