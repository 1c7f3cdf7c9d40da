import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Mailbox } from '#components/mail/mailbox.tsx';
import { letters } from '#lib/api/mail-folder.ts';

export const metadata: Metadata = {
  title: 'Mail on this machine',
  robots: { index: false },
  referrer: 'no-referrer',
};

export default async function MailPage() {
  const all = await letters();
  if (!all) notFound();
  return <Mailbox letters={all} open={all[0] ?? null} />;
}
