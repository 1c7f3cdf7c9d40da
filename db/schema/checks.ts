import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Checks, counted by hour: one row for each combination that occurred in it, none for a single check.
 * Partitioned by month in the migration; the server makes partitions ahead.
 */
export const checkCounts = pgTable(
  'check_counts',
  {
    hour: instant().notNull(),
    licenseId: text().notNull(),
    platform: text().notNull(),
    /** The registered identifier that matched (a pattern is one), else what was refused, in normalized form. */
    app: text().notNull(),
    product: text().notNull(),
    version: text().notNull(),
    os: text().notNull(),
    outcome: text({ enum: ['lease', 'lock', 'refusal'] }).notNull(),
    /** Why, for locks and refusals; empty for leases. */
    code: text().notNull(),
    count: bigint({ mode: 'number' }).notNull(),
    lastAt: instant().notNull(),
    /** The latest end among the leases counted here, and of their grace. */
    leaseEndsAt: instant(),
    graceEndsAt: instant(),
  },
  (t) => [
    primaryKey({
      columns: [t.licenseId, t.hour, t.platform, t.app, t.product, t.version, t.os, t.outcome, t.code],
    }),
  ],
);

/** Checks with a License ID that does not exist: one row an hour, whatever is sent. */
export const unknownCheckCounts = pgTable('unknown_check_counts', {
  hour: instant().primaryKey(),
  count: bigint({ mode: 'number' }).notNull(),
  lastAt: instant().notNull(),
});
