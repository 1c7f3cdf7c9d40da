import type { Metadata } from 'next';
import { greyedFor } from '#components/licenses/greyed-for.ts';
import { LicenseList } from '#components/licenses/license-list.tsx';
import { filtersQuery, readFilters } from '#components/licenses/list-filters.ts';
import { teamMember } from '../../team-member.ts';

type Props = {
  params: Promise<{ team: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: 'Licenses' };

export default async function LicensesPage({ params, searchParams }: Props) {
  const { team: slug } = await params;
  const filters = readFilters(await searchParams);
  const { team, api } = await teamMember(slug);
  const [first, products] = await Promise.all([
    api.licenses.list({ team: slug, ...filters, limit: 50 }),
    api.products.list(),
  ]);
  return (
    <LicenseList
      key={filtersQuery({ ...filters, q: '' })}
      team={slug}
      filters={filters}
      first={first}
      products={products.items.map((product) => product.name)}
      newTrialGreyed={greyedFor('trial.create', team.role)}
      drawnAt={Date.now()}
    />
  );
}
