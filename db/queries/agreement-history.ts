import { and, desc, eq, lt } from 'drizzle-orm';
import type { Handle } from '../client.ts';
import { people } from '../schema/accounts.ts';
import { auditEntries } from '../schema/audit.ts';

export type HistoryRow = Pick<
  typeof auditEntries.$inferSelect,
  'id' | 'at' | 'action' | 'actorKind' | 'before' | 'after'
> & { name: string | null };

/**
 * All that happened to an agreement (whose team was asked for already), the latest first, one more than `limit` when there
 * is more. Index: audit_entries_subject.
 */
export async function listAgreementHistory(
  handle: Handle,
  number: string,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<HistoryRow[]> {
  const { id, at, action, actorKind, after } = auditEntries;
  return handle
    .select({ id, at, action, actorKind, before: auditEntries.before, after, name: people.name })
    .from(auditEntries)
    .leftJoin(people, eq(people.id, auditEntries.actorId))
    .where(
      and(
        eq(auditEntries.subjectType, 'agreement'),
        eq(auditEntries.subjectId, number),
        before === undefined ? undefined : lt(id, before),
      ),
    )
    .orderBy(desc(id))
    .limit(limit + 1);
}
