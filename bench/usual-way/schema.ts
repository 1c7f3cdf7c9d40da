import { bigint, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const instant = () => timestamp({ withTimezone: true, mode: 'date' });

/** The columns that a decision reads. */
export const licenses = pgTable('licenses', {
  id: text().primaryKey(),
  kind: text({ enum: ['trial', 'production'] }).notNull(),
  licensee: text().notNull(),
  products: text().array().notNull(),
  platforms: text().array().notNull(),
  startsAt: instant().notNull(),
  endsAt: instant(),
  leaseSeconds: integer().notNull(),
  graceSeconds: integer().notNull(),
  retrySeconds: integer().notNull(),
  lockedAt: instant(),
  revokedAt: instant(),
});

export const apps = pgTable('apps', {
  licenseId: text().notNull(),
  platform: text().notNull(),
  value: text().notNull(),
  matchKey: text().notNull(),
});

/** A row for each check. */
export const checks = pgTable('usual_checks', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  licenseId: text().notNull(),
  at: instant().notNull(),
  platform: text().notNull(),
  app: text().notNull(),
  product: text().notNull(),
  version: text().notNull(),
  os: text().notNull(),
  outcome: text().notNull(),
  code: text(),
});

/** How many checks a license has had. */
export const totals = pgTable('usual_totals', {
  licenseId: text().primaryKey(),
  checks: bigint({ mode: 'number' }).notNull(),
  lastCheckAt: instant(),
});
