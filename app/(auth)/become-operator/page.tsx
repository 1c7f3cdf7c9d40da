import type { Metadata } from 'next';
import { OperatorForm } from '#components/account/operator-form.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

export const metadata: Metadata = {
  title: 'Become the operator',
  referrer: 'no-referrer',
  robots: { index: false },
};

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function BecomeOperatorPage({ searchParams }: Props) {
  const { token } = await searchParams;
  if (typeof token === 'string' && token !== '') return <OperatorForm token={token} />;
  return (
    <>
      <h1>This link is not complete</h1>
      <p>
        While there is no operator, each start prints a new link, for one day. Start the server again, or add
        one from the command line: <code>npx leasehold staff add name@example.com --role operator</code>
      </p>
      <LinkButton href="/sign-in" size="lg" wide>
        Sign in
      </LinkButton>
    </>
  );
}
