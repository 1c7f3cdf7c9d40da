import type { Metadata } from 'next';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { MailList } from '#components/operator/mail-list.tsx';
import { ForbiddenState } from '#components/ui/forbidden-state.tsx';
import { MAIL_STATES } from '#lib/contract/mail.ts';
import { POLICY } from '#lib/domain/policy.ts';

export const metadata: Metadata = { title: 'Mail' };

type Props = { searchParams: Promise<{ state?: string | string[] }> };

export default async function MailPage({ searchParams }: Props) {
  const me = await mustBeSignedIn('/staff/operator/mail');
  const asked = (await searchParams).state;
  const state = MAIL_STATES.find((one) => one === asked) ?? null;
  const row = POLICY['mail.list'];
  return (
    <>
      <div className="title">
        <h1>Mail</h1>
      </div>
      {me.staffRole !== null && row.staff.includes(me.staffRole) ? (
        <MailList key={state} state={state} />
      ) : (
        <ForbiddenState says={row.says} />
      )}
    </>
  );
}
