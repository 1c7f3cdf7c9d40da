import { and, desc, eq, gte, inArray, lt, notInArray, or, sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle, Tx } from '../client.ts';
import { memberships, people, teams } from '../schema/accounts.ts';
import { auditEntries, auditLinks } from '../schema/audit.ts';

export type NewAuditEntry = {
  at: Instant;
  actorKind: 'person' | 'token' | 'command' | 'system' | 'anonymous';
  actorId: string | null;
  action: string;
  subjectType: string;
  subjectId: string;
  teamId: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

/** Appends one entry. The database refuses to change or delete it, whoever asks. */
export async function insertAuditEntry(tx: Tx, { at, ...entry }: NewAuditEntry): Promise<void> {
  await tx.insert(auditEntries).values({ ...entry, at: new Date(at) });
}

export type AuditFilter = {
  teamId?: string | undefined;
  actorId?: string | undefined;
  actorKind?: NewAuditEntry['actorKind'] | undefined;
  action?: string | undefined;
  subjectId?: string | undefined;
  from?: Date | undefined;
  /** Up to, and without it. */
  to?: Date | undefined;
  /** Actions that are left out. */
  hiding?: readonly string[];
  limit: number;
  /** Only what comes after this one, newest first. */
  after?: { at: Date; id: number } | undefined;
};

export type AuditRow = Omit<typeof auditEntries.$inferSelect, 'xact' | 'before' | 'after'> & {
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  isSealed: boolean;
  team: { slug: string; name: string } | null;
};

/**
 * Entries, newest first, one more than `limit` when there are more. Index: of the narrowest filter, audit_entries_subject,
 * _actor, _team or _action, else audit_entries_at; each has the order.
 */
export async function listAuditEntries(handle: Handle, filter: AuditFilter): Promise<AuditRow[]> {
  const { after } = filter;
  const rows = await handle
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      actorKind: auditEntries.actorKind,
      actorId: auditEntries.actorId,
      action: auditEntries.action,
      subjectType: auditEntries.subjectType,
      subjectId: auditEntries.subjectId,
      teamId: auditEntries.teamId,
      before: sql<Record<string, unknown> | null>`${auditEntries.before}`,
      after: sql<Record<string, unknown> | null>`${auditEntries.after}`,
      isSealed: sql<boolean>`exists (select from ${auditLinks} where ${auditLinks.entryId} = ${auditEntries.id})`,
      team: { slug: teams.slug, name: teams.name },
    })
    .from(auditEntries)
    .leftJoin(teams, eq(teams.id, auditEntries.teamId))
    .where(
      and(
        filter.teamId === undefined ? undefined : eq(auditEntries.teamId, filter.teamId),
        filter.actorId === undefined ? undefined : eq(auditEntries.actorId, filter.actorId),
        filter.actorKind === undefined ? undefined : eq(auditEntries.actorKind, filter.actorKind),
        filter.action === undefined ? undefined : eq(auditEntries.action, filter.action),
        filter.subjectId === undefined ? undefined : eq(auditEntries.subjectId, filter.subjectId),
        filter.from && gte(auditEntries.at, filter.from),
        filter.to && lt(auditEntries.at, filter.to),
        filter.hiding && filter.hiding.length > 0
          ? notInArray(auditEntries.action, [...filter.hiding])
          : undefined,
        after &&
          or(
            lt(auditEntries.at, after.at),
            and(eq(auditEntries.at, after.at), lt(auditEntries.id, after.id)),
          ),
      ),
    )
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(filter.limit + 1);
  return rows;
}

export type AuditName = { id: string; name: string; email: string; isStaff: boolean; isMember: boolean };

/** What people are called now, and whether they belong to a team. Indexes: primary keys of people and memberships. */
export async function findAuditNames(
  handle: Handle,
  ids: readonly string[],
  teamId: string | null,
): Promise<Map<string, AuditName>> {
  if (ids.length === 0) return new Map();
  const rows = await handle
    .select({
      id: people.id,
      name: people.name,
      email: people.email,
      isStaff: sql<boolean>`${people.staffRole} is not null`,
      isMember: sql<boolean>`${memberships.personId} is not null`,
    })
    .from(people)
    .leftJoin(
      memberships,
      and(eq(memberships.personId, people.id), eq(memberships.teamId, teamId ?? NO_TEAM)),
    )
    .where(inArray(people.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row]));
}

const NO_TEAM = '00000000-0000-0000-0000-000000000000';

/**
 * Appends that somebody looked at something, unless the same look of theirs was written down since `since`. Two at the
 * same moment may both be. Index: audit_entries_subject.
 */
export async function insertLook(tx: Tx, look: NewAuditEntry, since: Instant): Promise<void> {
  const { at, actorKind, actorId, action, subjectType, subjectId, teamId } = look;
  await tx.execute(sql`
    insert into audit_entries (at, actor_kind, actor_id, action, subject_type, subject_id, team_id)
    select ${new Date(at).toISOString()}::timestamptz, ${actorKind}, ${actorId}::uuid, ${action}, ${subjectType},
           ${subjectId}, ${teamId}::uuid
    where not exists (
      select from audit_entries entry
      where entry.subject_id = ${subjectId} and entry.at > ${new Date(since).toISOString()}::timestamptz
        and entry.subject_type = ${subjectType} and entry.action = ${action}
        and entry.actor_id is not distinct from ${actorId}::uuid)`);
}
