import { and, desc, eq, inArray, lte, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Handle } from '../client.ts';
import { people } from '../schema/accounts.ts';
import { agreementNotices } from '../schema/agreements.ts';
import { auditEntries } from '../schema/audit.ts';
import { locks } from '../schema/licenses.ts';
import { requests } from '../schema/requests.ts';
import { approvals } from '../schema/support.ts';

/** What happened at or before a moment, the newest first. */
export type Until = { until: Date; limit: number };

/** Who did something: whether on staff, and the name; a deleted account has none. */
const who = (table: { id: unknown; name: unknown; staffRole: unknown }) => ({
  name: sql<string | null>`${table.name}`,
  isStaff: sql<boolean>`${table.staffRole} is not null`,
});

/** Changes of a license in the audit log, by these actions. Index: audit_entries_subject. */
export async function listLicenseChanges(
  handle: Handle,
  licenseId: string,
  { until, limit, actions }: Until & { actions: readonly string[] },
) {
  return handle
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      actorKind: auditEntries.actorKind,
      action: auditEntries.action,
      before: auditEntries.before,
      after: auditEntries.after,
      actorId: auditEntries.actorId,
      ...who(people),
    })
    .from(auditEntries)
    .leftJoin(people, eq(people.id, auditEntries.actorId))
    .where(
      and(
        eq(auditEntries.subjectType, 'license'),
        eq(auditEntries.subjectId, licenseId),
        inArray(auditEntries.action, [...actions]),
        lte(auditEntries.at, until),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(limit);
}

/** Locks of a license with both their texts: `note` and `unlockNote` are for staff alone. Index: locks_license. */
export async function listLocks(handle: Handle, licenseId: string, { limit }: { limit: number }) {
  const locker = alias(people, 'locker');
  const approver = alias(people, 'approver');
  const unlocker = alias(people, 'unlocker');
  return handle
    .select({
      id: locks.id,
      lockedAt: locks.lockedAt,
      reason: locks.reason,
      note: locks.note,
      endsAt: locks.endsAt,
      unlockedAt: locks.unlockedAt,
      unlockNote: locks.unlockNote,
      lockedBy: locker.name,
      approvedBy: approver.name,
      approvedAt: locks.approvedAt,
      unlockedBy: unlocker.name,
    })
    .from(locks)
    .leftJoin(locker, eq(locker.id, locks.lockedBy))
    .leftJoin(approver, eq(approver.id, locks.approvedBy))
    .leftJoin(unlocker, eq(unlocker.id, locks.unlockedBy))
    .where(eq(locks.licenseId, licenseId))
    .orderBy(desc(locks.lockedAt))
    .limit(limit);
}

/** Notices to the agreement that a license is under. Index: agreement_notices_agreement. */
export async function listNotices(handle: Handle, agreementId: string, { limit }: { limit: number }) {
  const storer = alias(people, 'storer');
  const canceller = alias(people, 'canceller');
  return handle
    .select({
      id: agreementNotices.id,
      cause: agreementNotices.cause,
      message: agreementNotices.message,
      storedAt: agreementNotices.storedAt,
      storedBy: storer.name,
      servedAt: agreementNotices.servedAt,
      servedBy: agreementNotices.servedBy,
      effectiveAt: agreementNotices.effectiveAt,
      appliedAt: agreementNotices.appliedAt,
      cancelledAt: agreementNotices.cancelledAt,
      cancelledBy: canceller.name,
      cancelKind: agreementNotices.cancelKind,
      cancelNote: agreementNotices.cancelNote,
    })
    .from(agreementNotices)
    .leftJoin(storer, eq(storer.id, agreementNotices.storedBy))
    .leftJoin(canceller, eq(canceller.id, agreementNotices.cancelledBy))
    .where(eq(agreementNotices.agreementId, agreementId))
    .orderBy(desc(agreementNotices.storedAt))
    .limit(limit);
}

/** Requests about a license. Index: requests_license. */
export async function listRequestsOfLicense(handle: Handle, licenseId: string, { limit }: { limit: number }) {
  const maker = alias(people, 'maker');
  const decider = alias(people, 'decider');
  return handle
    .select({
      id: requests.id,
      type: requests.type,
      state: requests.state,
      subject: requests.subject,
      createdAt: requests.createdAt,
      createdBy: maker.name,
      decidedAt: requests.decidedAt,
      decidedBy: decider.name,
    })
    .from(requests)
    .leftJoin(maker, eq(maker.id, requests.createdBy))
    .leftJoin(decider, eq(decider.id, requests.decidedBy))
    .where(eq(requests.licenseId, licenseId))
    .orderBy(desc(requests.createdAt))
    .limit(limit);
}

/** What one of staff asked another to approve for a license, while it waits or was declined. Index: approvals_license. */
export async function listApprovalsForStaff(handle: Handle, licenseId: string, { limit }: { limit: number }) {
  const asker = alias(people, 'asker');
  const decider = alias(people, 'decider');
  return handle
    .select({
      id: approvals.id,
      type: approvals.type,
      state: approvals.state,
      askedAt: approvals.askedAt,
      askedBy: asker.name,
      decidedAt: approvals.decidedAt,
      decidedBy: decider.name,
      decisionNote: approvals.decisionNote,
    })
    .from(approvals)
    .leftJoin(asker, eq(asker.id, approvals.askedBy))
    .leftJoin(decider, eq(decider.id, approvals.decidedBy))
    .where(
      and(
        eq(approvals.licenseId, licenseId),
        or(eq(approvals.state, 'open'), eq(approvals.state, 'declined')),
      ),
    )
    .orderBy(desc(approvals.askedAt))
    .limit(limit);
}
