import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { people, teams } from './accounts.ts';
import { agreements } from './agreements.ts';
import { instant } from './columns.ts';
import { licenses } from './licenses.ts';

/** What a team asks for, and how it was answered. */
export const requests = pgTable(
  'requests',
  {
    id: uuid().primaryKey().defaultRandom(),
    type: text({ enum: ['production', 'extension', 'unlock', 'other'] }).notNull(),
    teamId: uuid()
      .notNull()
      .references(() => teams.id),
    /** The license it is about, where there is one. */
    licenseId: text().references(() => licenses.id),
    state: text({ enum: ['open', 'answered', 'granted', 'declined', 'withdrawn'] }).notNull(),
    subject: text().notNull(),
    /** What is asked for, by type: products, platforms, identifiers, days, first day. */
    terms: jsonb().$type<Record<string, unknown>>().notNull(),
    assigneeId: uuid().references(() => people.id),
    createdAt: instant().notNull(),
    createdBy: uuid()
      .notNull()
      .references(() => people.id),
    /** Until when an answer was promised. */
    answerBy: instant().notNull(),
    answeredAt: instant(),
    decidedAt: instant(),
    decidedBy: uuid().references(() => people.id),
    /** The agreement under which it was granted. */
    agreementId: uuid().references(() => agreements.id),
    lastMessageAt: instant().notNull(),
  },
  (t) => [
    index('requests_team').on(t.teamId, t.createdAt, t.id),
    index('requests_license').on(t.licenseId),
    index('requests_made').on(t.createdAt, t.id),
    index('requests_waiting').on(t.answerBy, t.id).where(sql`${t.state} in ('open', 'answered')`),
    check('requests_type', sql`${t.type} in ('production', 'extension', 'unlock', 'other')`),
    check('requests_state', sql`${t.state} in ('open', 'answered', 'granted', 'declined', 'withdrawn')`),
    check(
      'requests_decided',
      sql`(${t.decidedAt} is not null) = (${t.state} in ('granted', 'declined', 'withdrawn'))`,
    ),
  ],
);

/** The conversation of a request, in order. Both sides see all of it. */
export const requestMessages = pgTable(
  'request_messages',
  {
    id: uuid().primaryKey().defaultRandom(),
    requestId: uuid()
      .notNull()
      .references(() => requests.id),
    /** Null once the account is deleted. */
    authorId: uuid().references(() => people.id),
    side: text({ enum: ['team', 'staff'] }).notNull(),
    at: instant().notNull(),
    body: text().notNull(),
  },
  (t) => [index('request_messages_request').on(t.requestId, t.at)],
);
