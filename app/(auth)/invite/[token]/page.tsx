import { ORPCError } from '@orpc/client';
import type { Metadata } from 'next';
import { signedIn } from '#app/signed-in.ts';
import { InvitationForm } from '#components/account/invitation-form.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { serverApi } from '#lib/api/in-process.ts';
import type { InvitationOffer } from '#lib/contract/teams.ts';

type Props = { params: Promise<{ token: string }> };

export const metadata: Metadata = {
  title: 'Invitation',
  referrer: 'no-referrer',
  robots: { index: false },
};

/** Null for a link that leads nowhere, or no more. */
async function readOffer(token: string): Promise<InvitationOffer | null> {
  try {
    return await (await serverApi()).invitations.read({ token });
  } catch (error) {
    if (error instanceof ORPCError && (error.code === 'invalid-token' || error.code === 'BAD_REQUEST'))
      return null;
    throw error;
  }
}

export default async function InvitationPage({ params }: Props) {
  const { token } = await params;
  const [offer, me] = await Promise.all([readOffer(token), signedIn()]);
  if (offer) return <InvitationForm token={token} offer={offer} signedInAs={me?.email ?? null} />;
  return (
    <>
      <h1>This invitation leads nowhere</h1>
      <p>
        It was accepted, was revoked, has run out, or was not copied whole. If you are in the team already,
        sign in; else ask whoever invited you to send it again.
      </p>
      <LinkButton href="/sign-in" size="lg" wide>
        {me ? 'Go to your teams' : 'Sign in'}
      </LinkButton>
    </>
  );
}
