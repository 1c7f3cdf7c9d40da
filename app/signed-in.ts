import { ORPCError } from '@orpc/client';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { safeNext } from '#components/account/safe-next.ts';
import { serverApi } from '#lib/api/in-process.ts';
import type { Me } from '#lib/contract/me.ts';
import type { StaffRole } from '#lib/domain/policy.ts';

/** Who looks at this page: nobody, somebody, or somebody who has still to give their second factor. Asked once a request. */
const look = cache(async (): Promise<Me | 'nobody' | 'half-known'> => {
  const api = await serverApi();
  try {
    return await api.me.read();
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'unauthenticated') return 'nobody';
    if (error instanceof ORPCError && error.code === 'second-factor-required') return 'half-known';
    throw error;
  }
});

/** Who looks at this page; null when nobody is signed in, or not wholly. */
export async function signedIn(): Promise<Me | null> {
  const seen = await look();
  return typeof seen === 'string' ? null : seen;
}

/** Sends whoever has still to give their second factor there; they come back to `next`. */
export async function giveSecondFactorFirst(next: string | null): Promise<void> {
  if ((await look()) === 'half-known') redirect(twoFactorHref(next));
}

/** Who looks at this page; nobody is sent to sign in, and comes back to where they wanted to go. */
export async function mustBeSignedIn(place: string): Promise<Me> {
  const seen = await look();
  if (typeof seen !== 'string') return seen;
  const asked = await askedPath(place);
  redirect(seen === 'half-known' ? twoFactorHref(asked) : `/sign-in?next=${encodeURIComponent(asked)}`);
}

/** Who looks at a page for staff: who is on staff needs a second factor there first, and everybody else finds nothing. */
export async function mustBeStaff(place: string): Promise<Me & { staffRole: StaffRole }> {
  const me = await mustBeSignedIn(place);
  if (me.staffRoleWithheld) redirect(twoFactorHref(await askedPath(place)));
  if (!me.staffRole) notFound();
  return { ...me, staffRole: me.staffRole };
}

/** server.ts writes the path of the request here: a layout is not told it by Next. */
async function askedPath(place: string): Promise<string> {
  return safeNext((await headers()).get('x-leasehold-path')) ?? place;
}

function twoFactorHref(next: string | null): string {
  return next === null ? '/two-factor' : `/two-factor?next=${encodeURIComponent(next)}`;
}
