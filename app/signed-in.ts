import { ORPCError } from '@orpc/client';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { safeNext } from '#components/account/safe-next.ts';
import { serverApi } from '#lib/api/in-process.ts';
import type { Me } from '#lib/contract/me.ts';

/** Who looks at this page, asked once a request; null when nobody is signed in. */
export const signedIn = cache(async (): Promise<Me | null> => {
  const api = await serverApi();
  try {
    return await api.me.read();
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'unauthenticated') return null;
    throw error;
  }
});

/** Who looks at this page; nobody is sent to sign in, and comes back to where they wanted to go. */
export async function mustBeSignedIn(place: string): Promise<Me> {
  const me = await signedIn();
  if (me) return me;
  // server.ts writes the path of the request here: a layout is not told it by Next.
  const asked = safeNext((await headers()).get('x-leasehold-path'));
  redirect(`/sign-in?next=${encodeURIComponent(asked ?? place)}`);
}
