import type { Metadata } from 'next';
import { staffMember } from '#app/(staff)/staff/staff-member.ts';
import { orNotFound } from '#app/(team)/[team]/or-not-found.ts';
import { AmendForm } from '#components/agreements/amend-form.tsx';
import { vendor } from '#lib/api/vendor.ts';

type Props = { params: Promise<{ number: string }> };

export const metadata: Metadata = { title: 'Amend agreement' };

export default async function AmendPage({ params }: Props) {
  const number = decodeURIComponent((await params).number);
  const { role, api } = await staffMember('/staff/agreements');
  const [agreement, products] = await Promise.all([
    orNotFound(api.agreements.read({ number })),
    api.products.list(),
  ]);
  return (
    <AmendForm
      agreement={agreement}
      catalogue={products.items}
      role={role}
      zone={vendor().timeZone}
      drawnAt={Date.now()}
    />
  );
}
