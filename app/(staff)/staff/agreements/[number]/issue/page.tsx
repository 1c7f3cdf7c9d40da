import type { Metadata } from 'next';
import { staffMember } from '#app/(staff)/staff/staff-member.ts';
import { orNotFound } from '#app/(team)/[team]/or-not-found.ts';
import { IssuePage } from '#components/agreements/issue-page.tsx';

type Props = {
  params: Promise<{ number: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: 'Issue license' };

export default async function IssueLicensePage({ params, searchParams }: Props) {
  const number = decodeURIComponent((await params).number);
  const { several } = await searchParams;
  const { role, api } = await staffMember('/staff/agreements');
  const [agreement, products] = await Promise.all([
    orNotFound(api.agreements.read({ number })),
    api.products.list(),
  ]);
  return (
    <IssuePage agreement={agreement} catalogue={products.items} several={several !== undefined} role={role} />
  );
}
