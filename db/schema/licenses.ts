import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { people, teams } from './accounts.ts';
import { agreements } from './agreements.ts';
import { instant } from './columns.ts';

export const products = pgTable(
  'products',
  {
    name: text().primaryKey(),
    /** What it was called before: devices in the field go on saying so. */
    formerNames: text().array().notNull().default([]),
    description: text().notNull(),
    platforms: text().array().notNull(),
    currentVersion: text().notNull(),
    docsUrl: text(),
    position: integer().notNull(),
    leaseSeconds: integer().notNull(),
    graceSeconds: integer().notNull(),
    retrySeconds: integer().notNull(),
    trialLeaseSeconds: integer().notNull(),
    trialGraceSeconds: integer().notNull(),
    retiredAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    check('products_lease', sql`${t.leaseSeconds} between 60 and 2592000`),
    check('products_grace', sql`${t.graceSeconds} between 60 and 2592000`),
    check('products_retry', sql`${t.retrySeconds} between 60 and 86400`),
    check('products_trial_lease', sql`${t.trialLeaseSeconds} between 60 and 2592000`),
    check('products_trial_grace', sql`${t.trialGraceSeconds} between 60 and 2592000`),
  ],
);

export const licenses = pgTable(
  'licenses',
  {
    id: text().primaryKey(),
    teamId: uuid()
      .notNull()
      .references(() => teams.id),
    kind: text({ enum: ['trial', 'production'] }).notNull(),
    name: text().notNull(),
    licensee: text().notNull(),
    formerLicensees: text().array().notNull().default([]),
    products: text().array().notNull(),
    /** Former names of its products, which are accepted like them. */
    formerProducts: text().array().notNull().default([]),
    platforms: text().array().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant(),
    /** What a production license is issued under; its numbers and rights come from there. */
    agreementId: uuid().references(() => agreements.id),
    /** The shortest defaults of its products when it was made; an agreement's own numbers replace them. */
    leaseSeconds: integer().notNull(),
    graceSeconds: integer().notNull(),
    retrySeconds: integer().notNull(),
    /** The license key, made once and never changed. */
    key: text().notNull(),
    /** The lock in force, as the decision reads it; its texts and its history are in `locks`. */
    lockedAt: instant(),
    lockReason: text(),
    /** When an emergency lock ends by itself. */
    lockEndsAt: instant(),
    /** May lie ahead: the overlap of a key that was replaced. */
    revokedAt: instant(),
    /** The License ID that took its place when its key was replaced. */
    replacedBy: text(),
    /** When its team extended it by itself, once. */
    extendedAt: instant(),
    /** When its key was last copied or downloaded on the dashboard. */
    keyCopiedAt: instant(),
    createdAt: instant().notNull(),
    createdBy: uuid()
      .notNull()
      .references(() => people.id),
    version: integer().notNull().default(1),
  },
  (t) => [
    index('licenses_team').on(t.teamId, t.createdAt, t.id),
    check('licenses_kind', sql`${t.kind} in ('trial', 'production')`),
    index('licenses_agreement').on(t.agreementId),
    index('licenses_trial_ends').on(t.endsAt, t.id).where(sql`${t.kind} = 'trial'`),
    // A production license has no end of its own: only its agreement's, by served notice.
    check(
      'licenses_production',
      sql`${t.kind} <> 'production' or (${t.agreementId} is not null and ${t.endsAt} is null)`,
    ),
    check(
      'licenses_revoked',
      sql`${t.kind} <> 'production' or ${t.revokedAt} is null or ${t.replacedBy} is not null`,
    ),
    check('licenses_lock_ends', sql`${t.lockEndsAt} is null or ${t.lockEndsAt} > ${t.lockedAt}`),
    // An emergency lock that nobody renews ends by itself.
    check(
      'licenses_emergency_lock',
      sql`${t.kind} <> 'production' or ${t.lockedAt} is null or ${t.lockEndsAt} is not null`,
    ),
    check('licenses_trial_ends', sql`${t.kind} <> 'trial' or ${t.endsAt} is not null`),
    check('licenses_order', sql`${t.endsAt} is null or ${t.endsAt} > ${t.startsAt}`),
    check('licenses_lock', sql`(${t.lockedAt} is null) = (${t.lockReason} is null)`),
    check('licenses_products', sql`cardinality(${t.products}) > 0`),
    check('licenses_platforms', sql`cardinality(${t.platforms}) > 0`),
  ],
);

/** Application identifiers registered for a license. */
export const apps = pgTable(
  'apps',
  {
    id: uuid().primaryKey().defaultRandom(),
    licenseId: text()
      .notNull()
      .references(() => licenses.id),
    platform: text().notNull(),
    /** As shown to people. */
    value: text().notNull(),
    /** As compared with a request: two registrations with one key would be the same identifier. */
    matchKey: text().notNull(),
    environment: text(),
    createdAt: instant().notNull(),
    createdBy: uuid()
      .notNull()
      .references(() => people.id),
  },
  (t) => [uniqueIndex('apps_match').on(t.licenseId, t.platform, t.matchKey)],
);

/** Each lock there was, with what the customer read and what staff noted; open while `unlockedAt` is null. */
export const locks = pgTable(
  'locks',
  {
    id: uuid().primaryKey().defaultRandom(),
    licenseId: text()
      .notNull()
      .references(() => licenses.id),
    lockedAt: instant().notNull(),
    /** Null: by the command line. */
    lockedBy: uuid().references(() => people.id),
    reason: text().notNull(),
    note: text(),
    /** When it ends by itself; null: when it is taken away. */
    endsAt: instant(),
    /** The second person, for a production license. */
    approvedBy: uuid().references(() => people.id),
    approvedAt: instant(),
    unlockedAt: instant(),
    unlockedBy: uuid().references(() => people.id),
    unlockNote: text(),
  },
  (t) => [
    uniqueIndex('locks_open').on(t.licenseId).where(sql`${t.unlockedAt} is null`),
    index('locks_license').on(t.licenseId, t.lockedAt),
    index('locks_ends').on(t.endsAt).where(sql`${t.endsAt} is not null`),
  ],
);
