import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { orNotFound } from '#app/(team)/[team]/or-not-found.ts';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { LockPage } from '#components/staff/lock-page.tsx';
import { serverApi } from '#lib/api/in-process.ts';
import { vendor } from '#lib/api/vendor.ts';

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: 'Lock' };

export default async function StaffLockPage({ params }: Props) {
  const { id } = await params;
  const me = await mustBeSignedIn(`/staff/licenses/${id}/lock`);
  if (!me.staffRole) notFound();
  const api = await serverApi();
  const license = await orNotFound(api.licenses.read({ id }));
  const open = await api.approvals.list({ state: 'open', license: license.id });
  return (
    <LockPage
      key={`${license.version} ${open.items.length}`}
      license={license}
      open={open.items}
      role={me.staffRole}
      me={me.id}
      vendorName={vendor().name}
      now={Date.now()}
    />
  );
}
