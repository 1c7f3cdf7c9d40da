import { setTimeout as sleep } from 'node:timers/promises';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import type { Handle } from './client.ts';
import { deleteOldAttempts } from './queries/attempts.ts';
import { ensureCheckPartitions } from './queries/condition.ts';
import { deleteOldIdempotencyKeys } from './queries/idempotency.ts';
import { deleteOldPasswordLinks } from './queries/password-links.ts';
import { dropOldCounts, foldSomeHours, foldUnknownHours } from './queries/record-upkeep.ts';
import { deleteExpiredSessions } from './queries/sessions.ts';
import { deleteOldSignUps } from './queries/sign-ups.ts';

/** How many months of partitions are kept ready ahead. */
export const MONTHS_AHEAD = 3;
const KEPT_MONTHS = 25;
const HOURS_KEPT_MS = 35 * DAY_MS;
/** The rest is for the next hour: no job may take longer than a minute. */
const FOLDING_MS = 40_000;
/** Used and expired links say "used" or "expired" for so long, then they are unknown. */
const SPENT_LINKS_MS = 30 * DAY_MS;

/** What the tables need every day: next months' partitions, and an end to what nobody needs any more. May be repeated. */
export async function keepTables(handle: Handle, now: Instant): Promise<void> {
  await ensureCheckPartitions(handle, now, MONTHS_AHEAD);
  await dropOldCounts(handle, monthsBefore(now, KEPT_MONTHS));
  await deleteOldIdempotencyKeys(handle, now);
  await deleteOldAttempts(handle, now - 2 * DAY_MS);
  await deleteExpiredSessions(handle, now);
  await deleteOldSignUps(handle, now - SPENT_LINKS_MS);
  await deleteOldPasswordLinks(handle, now - SPENT_LINKS_MS);
}

/**
 * Folds hours of counts that are older than 35 days into days, as far as it comes in 40 seconds. After each step as long
 * a pause as that took: it never uses more than half of a connection. May be repeated, and run by several processes.
 */
export async function foldCounts(handle: Handle, now: Instant): Promise<void> {
  const kept = now - HOURS_KEPT_MS;
  const before = kept - (kept % DAY_MS);
  await foldUnknownHours(handle, before);
  const startedAt = performance.now();
  for (let at = startedAt; at - startedAt < FOLDING_MS; at = performance.now()) {
    if ((await foldSomeHours(handle, before)) !== 'folded') return;
    await sleep(performance.now() - at);
  }
}

/** The beginning of the month that lies so many months before this one. */
function monthsBefore(now: Instant, months: number): Instant {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1);
}
