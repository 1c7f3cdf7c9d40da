import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { mySecondFactor } from '#app/my-second-factor.ts';
import { CodeForm } from '#components/account/code-form.tsx';
import { safeNext } from '#components/account/safe-next.ts';
import { SecondFactorFirst } from '#components/account/second-factor-first.tsx';
import { vendor } from '#lib/api/vendor.ts';

export const metadata: Metadata = { title: 'Second factor' };

export default async function TwoFactorPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const next = safeNext((await searchParams).next);
  const factor = await mySecondFactor();
  if (!factor) redirect('/sign-in');
  if (factor.given) redirect(next ?? '/sign-in');
  if (factor.state === 'on') return <CodeForm next={next} />;
  if (!factor.required) redirect('/account');
  return <SecondFactorFirst next={next} asksPassword={factor.asksPassword} vendorName={vendor().name} />;
}
