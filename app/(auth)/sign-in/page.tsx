import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { giveSecondFactorFirst, signedIn } from '#app/signed-in.ts';
import { homeOf } from '#components/account/home-of.ts';
import { safeNext } from '#components/account/safe-next.ts';
import { SignInForm } from '#components/account/sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { next: asked, email } = await searchParams;
  const next = safeNext(asked);
  await giveSecondFactorFirst(next);
  const me = await signedIn();
  if (me) redirect(next ?? homeOf(me));
  return (
    <>
      <h1>Sign in</h1>
      <SignInForm next={next} autoFocus email={typeof email === 'string' ? email : ''} />
      <p className="muted">
        No account yet? <Link href="/sign-up">Start a trial</Link>
      </p>
    </>
  );
}
