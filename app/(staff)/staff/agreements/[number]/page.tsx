import { ORPCError } from '@orpc/client';
import type { Metadata } from 'next';
import { staffMember } from '#app/(staff)/staff/staff-member.ts';
import { orNotFound } from '#app/(team)/[team]/or-not-found.ts';
import { StaffAgreement } from '#components/agreements/staff-agreement.tsx';
import { vendor } from '#lib/api/vendor.ts';

type Props = { params: Promise<{ number: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).number) };
}

export default async function StaffAgreementPage({ params }: Props) {
  const number = decodeURIComponent((await params).number);
  const { role, api } = await staffMember('/staff/agreements');
  const agreement = await orNotFound(api.agreements.read({ number }));
  const { team } = agreement;
  const [notices, licenses, trials, running] = await Promise.all([
    api.agreements.notices({ number }),
    api.licenses.list({ team, agreement: agreement.number, limit: 200 }),
    api.licenses.list({ team, kind: 'trial', limit: 200 }),
    runningNow(api.agreements.previewTermination({ number, cause: 'agreement-terminated' })),
  ]);
  return (
    <StaffAgreement
      agreement={agreement}
      notices={notices.items}
      licenses={licenses.items}
      running={running}
      trials={trials.items.filter(({ state }) => state !== 'revoked')}
      role={role}
      zone={vendor().timeZone}
      drawnAt={Date.now()}
    />
  );
}

/** What a termination would mean says how many leases run; it cannot be asked of one that ends, nor by support. */
async function runningNow(preview: Promise<{ licenses: { id: string; running: number }[] }>) {
  try {
    return (await preview).licenses.map(({ id, running }) => ({ id, running }));
  } catch (error) {
    if (error instanceof ORPCError && (error.code === 'conflict' || error.code === 'forbidden')) return null;
    throw error;
  }
}
