import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { signedIn } from '#app/signed-in.ts';
import { homeOf } from '#components/account/home-of.ts';
import { SignUpForm } from '#components/account/sign-up-form.tsx';
import { mailHref } from '#lib/api/mail-folder.ts';

export const metadata: Metadata = {
  title: 'Start a trial',
  description: 'An account, a team, and 30 days for each trial.',
};

export default async function SignUpPage() {
  const me = await signedIn();
  if (me) redirect(homeOf(me));
  return <SignUpForm mailHref={await mailHref()} />;
}
