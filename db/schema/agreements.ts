import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { people, teams } from './accounts.ts';
import { instant } from './columns.ts';

/**
 * What a team and the vendor agreed on: the terms in force now. Its numbers and rights are those of its licenses. What
 * would narrow it waits in `agreement_notices` until its moment.
 */
export const agreements = pgTable(
  'agreements',
  {
    id: uuid().primaryKey().defaultRandom(),
    number: text().notNull(),
    teamId: uuid()
      .notNull()
      .references(() => teams.id),
    title: text().notNull(),
    products: text().array().notNull(),
    platforms: text().array().notNull(),
    appLimit: integer().notNull(),
    startsOn: date({ mode: 'string' }).notNull(),
    endsOn: date({ mode: 'string' }).notNull(),
    /** The beginning of `startsOn` and the end of `endsOn`, as the vendor's time zone was when they were agreed. */
    startsAt: instant().notNull(),
    lastInstantAt: instant().notNull(),
    noticeDays: integer().notNull(),
    noticeAddress: text(),
    leaseSeconds: integer().notNull(),
    graceSeconds: integer().notNull(),
    retrySeconds: integer().notNull(),
    versionCap: text(),
    offline: boolean().notNull().default(false),
    proxy: boolean().notNull().default(true),
    /** An expiry is held up to this instant while a renewal is being talked about; the customer sees it. */
    heldUntil: instant(),
    /** The served notice that ends it, with what it says: the decision reads it here. */
    endingNoticeId: uuid(),
    endingCause: text({ enum: ['material-breach', 'agreement-terminated', 'agreement-expired'] }),
    endingEffectiveAt: instant(),
    /** When it would expire without the hold. */
    heldFrom: instant(),
    /** The amendment that was applied last: what narrows must name it. */
    amendedBy: uuid(),
    /** The served amendment that will take something away, with what it says: the decision reads it here. */
    narrowingNoticeId: uuid(),
    narrowingEffectiveAt: instant(),
    narrowingTerms: jsonb().$type<Record<string, unknown>>(),
    renewedFrom: uuid(),
    createdAt: instant().notNull(),
    /** Null: by the command line. */
    createdBy: uuid().references(() => people.id),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('agreements_number').on(sql`lower(${t.number})`),
    index('agreements_team').on(t.teamId, t.createdAt, t.id),
    index('agreements_last_instant').on(t.lastInstantAt),
    index('agreements_ends_on').on(t.endsOn, t.id),
    index('agreements_created').on(t.createdAt, t.id),
    // The moment that the decision reads is the notice's, and no other can be written.
    foreignKey({
      name: 'agreements_ending',
      columns: [t.endingNoticeId, t.endingCause, t.endingEffectiveAt],
      foreignColumns: [agreementNotices.id, agreementNotices.cause, agreementNotices.effectiveAt],
    }),
    foreignKey({
      name: 'agreements_narrowing',
      columns: [t.narrowingNoticeId, t.narrowingEffectiveAt],
      foreignColumns: [agreementNotices.id, agreementNotices.effectiveAt],
    }),
    check(
      'agreements_narrowing_whole',
      sql`num_nulls(${t.narrowingNoticeId}, ${t.narrowingEffectiveAt}, ${t.narrowingTerms}) in (0, 3)`,
    ),
    check(
      'agreements_held',
      sql`num_nulls(${t.heldFrom}, ${t.heldUntil}) in (0, 2) and (${t.heldUntil} is null or ${t.heldUntil} > ${t.heldFrom})`,
    ),
    check(
      'agreements_ending_whole',
      sql`num_nulls(${t.endingNoticeId}, ${t.endingCause}, ${t.endingEffectiveAt}) in (0, 3)`,
    ),
    check('agreements_days', sql`${t.endsOn} >= ${t.startsOn} and ${t.lastInstantAt} > ${t.startsAt}`),
    check('agreements_app_limit', sql`${t.appLimit} between 1 and 10000`),
    check('agreements_notice_days', sql`${t.noticeDays} between 1 and 365`),
    check('agreements_lease', sql`${t.leaseSeconds} between 60 and 2592000`),
    check('agreements_grace', sql`${t.graceSeconds} between 60 and 2592000`),
    check('agreements_retry', sql`${t.retrySeconds} between 60 and 86400`),
    // Nothing granted lasts longer than the notice, so that no lease crosses the moment of an ending.
    check('agreements_grant', sql`${t.leaseSeconds} + ${t.graceSeconds} <= ${t.noticeDays} * 86400`),
    check('agreements_products', sql`cardinality(${t.products}) > 0`),
    check('agreements_platforms', sql`cardinality(${t.platforms}) > 0`),
  ],
);

/**
 * Notices to a team that its agreement ends or narrows. `servedAt` is when the last of the three was true: stored, shown,
 * and its mail accepted; without it nothing takes effect. Never deleted; once served, moved by nobody.
 */
export const agreementNotices = pgTable(
  'agreement_notices',
  {
    id: uuid().primaryKey().defaultRandom(),
    agreementId: uuid()
      .notNull()
      .references((): AnyPgColumn => agreements.id),
    cause: text({
      enum: ['material-breach', 'agreement-terminated', 'agreement-expired', 'amendment'],
    }).notNull(),
    /** The agreement's notice days when it was given. */
    noticeDays: integer().notNull(),
    /** The day that was chosen, in the vendor's time zone; for an expiry the agreement's last day. Null: the earliest. */
    effectiveOn: date({ mode: 'string' }),
    /** What the customer reads. */
    message: text().notNull(),
    /** For an amendment: the terms that change, as they will be. */
    terms: jsonb().$type<Record<string, unknown>>(),
    storedAt: instant().notNull(),
    /** Null: by the system, whose expiry notices go out by themselves. */
    storedBy: uuid().references(() => people.id),
    servedAt: instant(),
    /** How: accepted by a mail server, or by other means that two people recorded. */
    servedBy: text({ enum: ['mail', 'other-means'] }),
    effectiveAt: instant(),
    appliedAt: instant(),
    cancelledAt: instant(),
    cancelledBy: uuid().references(() => people.id),
    cancelKind: text({ enum: ['cancelled', 'cured', 'renewed', 'replaced'] }),
    cancelNote: text(),
  },
  (t) => [
    unique('agreement_notices_moment').on(t.id, t.cause, t.effectiveAt),
    unique('agreement_notices_narrowing').on(t.id, t.effectiveAt),
    index('agreement_notices_agreement').on(t.agreementId, t.storedAt),
    index('agreement_notices_effective')
      .on(t.effectiveAt, t.id)
      .where(sql`${t.servedAt} is not null and ${t.cancelledAt} is null`),
    // One of a kind at a time is under way.
    uniqueIndex('agreement_notices_open')
      .on(t.agreementId, t.cause)
      .where(sql`${t.cancelledAt} is null and ${t.appliedAt} is null`),
    // Served, and not in effect yet.
    index('agreement_notices_ahead')
      .on(t.effectiveAt)
      .where(sql`${t.servedAt} is not null and ${t.cancelledAt} is null and ${t.appliedAt} is null`),
    index('agreement_notices_unserved')
      .on(t.storedAt)
      .where(sql`${t.servedAt} is null and ${t.cancelledAt} is null`),
    check(
      'agreement_notices_served',
      sql`num_nulls(${t.servedAt}, ${t.servedBy}, ${t.effectiveAt}) in (0, 3)`,
    ),
    // The promise of the product, kept by the database whoever asks.
    check(
      'agreement_notices_effective',
      sql`${t.effectiveAt} >= ${t.servedAt} + ${t.noticeDays} * interval '24 hours'`,
    ),
    check(
      'agreement_notices_order',
      sql`${t.servedAt} >= ${t.storedAt} and ${t.appliedAt} >= ${t.effectiveAt}`,
    ),
    check('agreement_notices_days', sql`${t.noticeDays} between 1 and 365`),
    check('agreement_notices_terms', sql`(${t.cause} = 'amendment') = (${t.terms} is not null)`),
    check('agreement_notices_cancelled', sql`(${t.cancelledAt} is null) = (${t.cancelKind} is null)`),
  ],
);

/** Service of a notice by other means than mail: who recorded it, with what evidence; a second person approves it. */
export const noticeServices = pgTable(
  'notice_services',
  {
    id: uuid().primaryKey().defaultRandom(),
    noticeId: uuid()
      .notNull()
      .references(() => agreementNotices.id),
    servedOn: date({ mode: 'string' }).notNull(),
    means: text().notNull(),
    evidenceName: text().notNull(),
    evidenceType: text().notNull(),
    /** Base64, so that one database holds all there is. */
    evidence: text().notNull(),
    recordedAt: instant().notNull(),
    recordedBy: uuid().references(() => people.id),
  },
  (t) => [index('notice_services_notice').on(t.noticeId)],
);
