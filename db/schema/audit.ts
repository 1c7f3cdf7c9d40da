import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Every change by anyone. Append-only: the app's role may insert and select, and triggers refuse the rest to everybody.
 * Person IDs only, never names, addresses or free text about people; so there is no reference to people either.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant().notNull(),
    actorKind: text({ enum: ['person', 'token', 'command', 'system', 'anonymous'] }).notNull(),
    actorId: uuid(),
    action: text().notNull(),
    subjectType: text().notNull(),
    subjectId: text().notNull(),
    teamId: uuid(),
    before: jsonb(),
    after: jsonb(),
  },
  (t) => [
    index('audit_entries_team').on(t.teamId, t.id),
    index('audit_entries_subject').on(t.subjectType, t.subjectId, t.id),
    check(
      'audit_entries_actor',
      sql`${t.actorKind} in ('person', 'token', 'command', 'system', 'anonymous')`,
    ),
  ],
);
