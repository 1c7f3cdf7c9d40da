import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { ResetForm } from '#components/account/reset-form.tsx';

export const metadata: Metadata = {
  title: 'Set your password',
  referrer: 'no-referrer',
  robots: { index: false },
};

export default async function ResetPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token } = await searchParams;
  if (typeof token !== 'string' || token === '') redirect('/forgot');
  return <ResetForm token={token} />;
}
