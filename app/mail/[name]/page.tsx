import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Mailbox } from '#components/mail/mailbox.tsx';
import { letter, letters } from '#lib/api/mail-folder.ts';

export const metadata: Metadata = {
  title: 'Mail on this machine',
  robots: { index: false },
  referrer: 'no-referrer',
};

export default async function LetterPage({ params }: { params: Promise<{ name: string }> }) {
  const [all, open] = await Promise.all([letters(), letter(decodeURIComponent((await params).name))]);
  if (!all || !open) notFound();
  return <Mailbox letters={all} open={open} />;
}
