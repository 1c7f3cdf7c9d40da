import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';

/** What can be done later. A job names rows, never copies what they say: it runs on what is true then. */
export type Job = {
  task: 'send-mail' | 'deliver' | 'keep-agreements';
  payload: Record<string, unknown>;
  /** A later job with the same key replaces one that has not run. */
  key?: string;
};

/** Enqueued in this transaction: runs after it commits, never if it does not. */
export async function enqueueJob(tx: Tx, { task, payload, key }: Job): Promise<void> {
  await tx.execute(sql`select enqueue_job(${task}, ${JSON.stringify(payload)}::json, ${key ?? null})`);
}
