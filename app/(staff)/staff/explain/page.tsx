import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { readExplained } from '#app/read-explained.ts';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { ExplainPage } from '#components/checks/explain-page.tsx';
import { serverApi } from '#lib/api/in-process.ts';
import { vendor } from '#lib/api/vendor.ts';
import { POLICY } from '#lib/domain/policy.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Explain a check' };

export default async function StaffExplainPage({ searchParams }: Props) {
  const { staffRole } = await mustBeSignedIn('/staff/explain');
  if (!staffRole) notFound();
  const unlock = POLICY['license.unlock'];
  return (
    <ExplainPage
      {...(await readExplained(await serverApi(), await searchParams))}
      licensesPage="/staff/licenses"
      greyed={{
        register: POLICY['app.register'].says,
        unlock: unlock.staff.includes(staffRole) ? null : unlock.says,
      }}
      supportUrl={vendor().supportUrl}
      drawnAt={Date.now()}
    />
  );
}
