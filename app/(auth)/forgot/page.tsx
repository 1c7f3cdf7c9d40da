import type { Metadata } from 'next';
import { ForgotForm } from '#components/account/forgot-form.tsx';
import { mailHref } from '#lib/api/mail-folder.ts';

export const metadata: Metadata = { title: 'Set a new password' };

export default async function ForgotPage() {
  return <ForgotForm mailHref={await mailHref()} />;
}
