import { ORPCError } from '@orpc/client';
import { serverApi } from '#lib/api/in-process.ts';
import type { SecondFactor } from '#lib/contract/second-factor.ts';

/** The second factor of who looks at this page, and how it stands in their session; null when nobody is signed in. */
export async function mySecondFactor(): Promise<SecondFactor | null> {
  const api = await serverApi();
  try {
    return await api.secondFactor.read();
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'unauthenticated') return null;
    throw error;
  }
}
