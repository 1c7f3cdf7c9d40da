import { database } from '#db/client.ts';
import { listIdleDeliveries } from '#db/queries/deliveries.ts';
import { enqueueJob } from '#db/queries/jobs.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { deliveryJob } from './notices.ts';

/** A job that fails is repeated after six hours at most, 25 times: a mail that nobody has tried for longer has no job. */
const IDLE_MS = 8 * 3_600_000;
const MOST_AT_ONCE = 1_000;

/**
 * Asks again for mails that are owed and that no job is left for: it was given up after some days, or lost with a
 * restored database. So a mail is tried for as long as there is something to tell, at least every eight hours.
 */
export async function takeUpDeliveries(now: Instant): Promise<void> {
  await database().transaction(async (tx) => {
    for (const { id } of await listIdleDeliveries(tx, { before: now - IDLE_MS, limit: MOST_AT_ONCE }))
      await enqueueJob(tx, deliveryJob(id));
  });
}
