import { sql } from 'drizzle-orm';
import { bigint, check, customType, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });

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
    /** The transaction that wrote it: an entry is sealed once no older one runs. */
    xact: xid8().notNull().default(sql`pg_current_xact_id()`),
  },
  (t) => [
    // What the sealer reads from where it left off.
    index('audit_entries_xact').on(t.xact, t.id),
    index('audit_entries_at').on(t.at, t.id),
    index('audit_entries_team').on(t.teamId, t.at, t.id),
    index('audit_entries_actor').on(t.actorId, t.at, t.id),
    index('audit_entries_action').on(t.action, t.at, t.id),
    index('audit_entries_subject').on(t.subjectId, t.at, t.id),
    check(
      'audit_entries_actor',
      sql`${t.actorKind} in ('person', 'token', 'command', 'system', 'anonymous')`,
    ),
  ],
);

/** The chain over sealed entries: each link is the hash of the one before it and of its entry. Append-only. */
export const auditLinks = pgTable('audit_links', {
  /** Without gaps, from 1. */
  position: bigint({ mode: 'number' }).primaryKey(),
  entryId: bigint({ mode: 'number' })
    .notNull()
    .unique('audit_links_entry')
    .references(() => auditEntries.id),
  /** SHA-256, base64url. */
  hash: text().notNull(),
});

/** Signed heads of the chain, in the order they were written. */
export const auditHeads = pgTable('audit_heads', {
  position: bigint({ mode: 'number' }).primaryKey(),
  jws: text().notNull(),
  sealedAt: instant().notNull(),
});
