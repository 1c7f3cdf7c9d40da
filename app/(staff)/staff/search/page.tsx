import type { Metadata } from 'next';
import { staffMember } from '#app/(staff)/staff/staff-member.ts';
import { StaffSearch } from '#components/staff/search/staff-search.tsx';

type Props = { searchParams: Promise<{ q?: string | string[] }> };

const LONGEST = 8_000;

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const q = await readQuery(searchParams);
  return { title: q === '' || q.length > 60 ? 'Search' : `Search: ${q}` };
}

export default async function StaffSearchPage({ searchParams }: Props) {
  const { api, role } = await staffMember('/staff/search');
  const q = await readQuery(searchParams);
  const first = q.trim() === '' ? null : await api.search.run({ q });
  return <StaffSearch q={q} first={first} role={role} drawnAt={Date.now()} />;
}

async function readQuery(searchParams: Props['searchParams']): Promise<string> {
  const { q } = await searchParams;
  return typeof q === 'string' ? q.slice(0, LONGEST) : '';
}
