import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { people, teams } from './accounts.ts';
import { instant } from './columns.ts';

/**
 * Each mail that is owed to somebody because of something that happened, once: `key` names what happened and to whom it
 * is told, so that a job that runs twice finds it owed already.
 */
export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid().primaryKey().defaultRandom(),
    key: text().notNull().unique('deliveries_key'),
    notice: text().notNull(),
    /** The row the mail is about. */
    subjectId: text().notNull(),
    /** To whom; an address alone is an agreement's notice address. */
    personId: uuid().references(() => people.id),
    address: text(),
    createdAt: instant().notNull(),
    attempts: integer().notNull().default(0),
    acceptedAt: instant(),
    /** What the mail server said when it last refused, without any address. */
    lastRefusal: text(),
    lastAttemptAt: instant(),
    /** Until then whoever tried last may still be at it; nobody else tries meanwhile. */
    claimedUntil: instant(),
    /** Nothing was to be told any more when its turn came. */
    droppedAt: instant(),
  },
  (t) => [
    index('deliveries_created').on(t.createdAt, t.id),
    index('deliveries_subject').on(t.subjectId, t.createdAt),
    index('deliveries_open').on(t.createdAt).where(sql`${t.acceptedAt} is null and ${t.droppedAt} is null`),
    check('deliveries_to', sql`num_nonnulls(${t.personId}, ${t.address}) = 1`),
  ],
);

/** What a person is told in the dashboard. */
export const inboxItems = pgTable(
  'inbox_items',
  {
    id: uuid().primaryKey().defaultRandom(),
    key: text().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    teamId: uuid().references(() => teams.id),
    notice: text().notNull(),
    subjectId: text().notNull(),
    /** A line, and where it leads. */
    title: text().notNull(),
    href: text().notNull(),
    createdAt: instant().notNull(),
    readAt: instant(),
  },
  (t) => [
    unique('inbox_items_key').on(t.personId, t.key),
    index('inbox_items_person').on(t.personId, t.createdAt, t.id),
    index('inbox_items_unread').on(t.personId).where(sql`${t.readAt} is null`),
  ],
);
