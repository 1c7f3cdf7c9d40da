import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { people } from './accounts.ts';
import { agreementNotices } from './agreements.ts';
import { instant } from './columns.ts';
import { licenses } from './licenses.ts';

/** What one of staff asked for and another must approve. */
export const approvals = pgTable(
  'approvals',
  {
    id: uuid().primaryKey().defaultRandom(),
    type: text({ enum: ['emergency-lock', 'lock-renewal', 'notice-service'] }).notNull(),
    licenseId: text().references(() => licenses.id),
    noticeId: uuid().references(() => agreementNotices.id),
    /** What will be done: the lock's texts, or the service that was recorded. */
    terms: jsonb().$type<Record<string, unknown>>().notNull(),
    state: text({ enum: ['open', 'approved', 'declined'] }).notNull(),
    askedAt: instant().notNull(),
    /** Null: by the command line. */
    askedBy: uuid().references(() => people.id),
    decidedAt: instant(),
    decidedBy: uuid().references(() => people.id),
    decisionNote: text(),
    /** There was nobody else on staff, and the installation allows that. */
    alone: text({ enum: ['yes'] }),
  },
  (t) => [
    index('approvals_open').on(t.askedAt, t.id).where(sql`${t.state} = 'open'`),
    index('approvals_license').on(t.licenseId, t.askedAt),
    uniqueIndex('approvals_one_lock')
      .on(t.licenseId)
      .where(sql`${t.state} = 'open' and ${t.licenseId} is not null`),
    check('approvals_state', sql`${t.state} in ('open', 'approved', 'declined')`),
    check('approvals_decided', sql`(${t.state} = 'open') = (${t.decidedAt} is null)`),
    // The second person is a second person.
    check(
      'approvals_two_people',
      sql`${t.state} <> 'approved' or ${t.alone} is not null or ${t.decidedBy} is distinct from ${t.askedBy}`,
    ),
  ],
);

/** What staff note on a license; in no answer to a team. */
export const licenseNotes = pgTable(
  'license_notes',
  {
    id: uuid().primaryKey().defaultRandom(),
    licenseId: text()
      .notNull()
      .references(() => licenses.id),
    authorId: uuid().references(() => people.id),
    at: instant().notNull(),
    body: text().notNull(),
  },
  (t) => [index('license_notes_license').on(t.licenseId, t.at)],
);
