import 'server-only';
import { ORPCError } from '@orpc/client';
import { notFound } from 'next/navigation';

/** What an operation gives; the page of what does not exist when it says so, another team's things included. */
export async function orNotFound<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'not-found') notFound();
    throw error;
  }
}
