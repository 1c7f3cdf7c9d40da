import 'server-only';
import { ORPCError } from '@orpc/client';

/** What an operation gives, or, when it says that this person's role does not allow it, in whose words. */
export async function orForbidden<T>(
  reading: Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false; says: string }> {
  try {
    return { ok: true, value: await reading };
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'forbidden') return { ok: false, says: error.message };
    throw error;
  }
}
