import type { Instant } from '#lib/domain/instant.ts';
import type { Tx } from '../client.ts';
import { auditEntries } from '../schema/audit.ts';

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
