import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import type { Handle } from './client.ts';
import { deleteOldAttempts } from './queries/attempts.ts';
import { ensureCheckPartitions } from './queries/condition.ts';
import { deleteOldIdempotencyKeys } from './queries/idempotency.ts';
import { deleteOldPasswordLinks } from './queries/password-links.ts';
import { deleteExpiredSessions } from './queries/sessions.ts';
import { deleteOldSignUps } from './queries/sign-ups.ts';

/** How many months of partitions are kept ready ahead. */
export const MONTHS_AHEAD = 3;
/** Used and expired links say "used" or "expired" for so long, then they are unknown. */
const SPENT_LINKS_MS = 30 * DAY_MS;

/** What the tables need every day: next months' partitions, and an end to what nobody needs any more. May be repeated. */
export async function keepTables(handle: Handle, now: Instant): Promise<void> {
  await ensureCheckPartitions(handle, now, MONTHS_AHEAD);
  await deleteOldIdempotencyKeys(handle, now);
  await deleteOldAttempts(handle, now - 2 * DAY_MS);
  await deleteExpiredSessions(handle, now);
  await deleteOldSignUps(handle, now - SPENT_LINKS_MS);
  await deleteOldPasswordLinks(handle, now - SPENT_LINKS_MS);
}
