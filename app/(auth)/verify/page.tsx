import type { Metadata } from 'next';
import { VerifyForm } from '#components/account/verify-form.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

export const metadata: Metadata = {
  title: 'Verify your e-mail address',
  referrer: 'no-referrer',
  robots: { index: false },
};

export default async function VerifyPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token } = await searchParams;
  if (typeof token === 'string' && token !== '') return <VerifyForm token={token} />;
  return (
    <>
      <h1>This link is not complete</h1>
      <p>
        Open it from the mail again, or copy the whole line. If the mail is gone, sign up again: it costs
        nothing.
      </p>
      <LinkButton href="/sign-up" size="lg" wide>
        Sign up again
      </LinkButton>
    </>
  );
}
