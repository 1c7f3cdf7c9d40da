import type { Metadata } from 'next';
import { MailList } from '#components/operator/mail-list.tsx';
import { MAIL_STATES } from '#lib/contract/mail.ts';
import { operatorApi } from '../operator.ts';

export const metadata: Metadata = { title: 'Mail' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MailPage({ searchParams }: Props) {
  const { state: asked } = await searchParams;
  const state = MAIL_STATES.find((one) => one === asked) ?? null;
  const api = await operatorApi();
  if (!api) return null;
  const first = await api.mails.list({ ...(state && { state }), limit: 50 });
  return <MailList key={state} state={state} first={first} />;
}
