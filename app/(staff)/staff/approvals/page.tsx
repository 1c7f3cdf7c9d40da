import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { ApprovalsPage } from '#components/staff/approvals-page.tsx';
import { serverApi } from '#lib/api/in-process.ts';

export const metadata: Metadata = { title: 'Approvals' };

export default async function StaffApprovalsPage() {
  const me = await mustBeSignedIn('/staff/approvals');
  if (!me.staffRole) notFound();
  const api = await serverApi();
  const [open, all] = await Promise.all([
    api.approvals.list({ state: 'open', limit: 200 }),
    api.approvals.list({ limit: 50 }),
  ]);
  return (
    <ApprovalsPage
      open={open.items}
      decided={all.items.filter(({ state }) => state !== 'open')}
      me={me.id}
      now={Date.now()}
    />
  );
}
