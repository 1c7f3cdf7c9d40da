import {
  and,
  asc,
  desc,
  eq,
  exists,
  inArray,
  isNotNull,
  isNull,
  lte,
  max,
  notExists,
  or,
  sql,
} from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle, Tx } from '../client.ts';
import { memberships, people } from '../schema/accounts.ts';
import { agreementNotices, agreements, noticeServices } from '../schema/agreements.ts';
import { checkCounts } from '../schema/checks.ts';
import { licenses, locks } from '../schema/licenses.ts';
import { deliveries } from '../schema/notices.ts';
import { approvals } from '../schema/support.ts';

export type NoticeRow = typeof agreementNotices.$inferSelect;
export type NewNotice = typeof agreementNotices.$inferInsert;

/** Stores a notice and gives its row. One of a cause at a time is under way (index agreement_notices_open). */
export async function insertNotice(tx: Tx, row: NewNotice): Promise<NoticeRow> {
  const [inserted] = await tx.insert(agreementNotices).values(row).returning();
  if (!inserted) throw new Error('the notice was not stored');
  return inserted;
}

/** Index: agreement_notices primary key. */
export async function findNotice(handle: Handle, agreementId: string, id: string): Promise<NoticeRow | null> {
  const [row] = await handle
    .select()
    .from(agreementNotices)
    .where(and(eq(agreementNotices.id, id), eq(agreementNotices.agreementId, agreementId)));
  return row ?? null;
}

/** Which agreement a notice is of, whoever's: for what happens by itself. Index: agreement_notices primary key. */
export async function findNoticeAgreement(
  handle: Handle,
  id: string,
): Promise<{ agreementId: string } | null> {
  const [row] = await handle
    .select({ agreementId: agreementNotices.agreementId })
    .from(agreementNotices)
    .where(eq(agreementNotices.id, id));
  return row ?? null;
}

/** All notices of an agreement, the latest first. Index: agreement_notices_agreement. */
export async function listNotices(handle: Handle, agreementId: string): Promise<NoticeRow[]> {
  return handle
    .select()
    .from(agreementNotices)
    .where(eq(agreementNotices.agreementId, agreementId))
    .orderBy(desc(agreementNotices.storedAt), desc(agreementNotices.id));
}

/**
 * Notices of these agreements that count: not cancelled, and no amendment that was applied, the oldest first.
 * Index: agreement_notices_agreement.
 */
export async function listStandingNotices(
  handle: Handle,
  agreementIds: readonly string[],
): Promise<NoticeRow[]> {
  if (agreementIds.length === 0) return [];
  const { agreementId, cancelledAt, appliedAt, cause, storedAt, id } = agreementNotices;
  return handle
    .select()
    .from(agreementNotices)
    .where(
      and(
        inArray(agreementId, [...agreementIds]),
        isNull(cancelledAt),
        or(isNull(appliedAt), sql`${cause} <> 'amendment'`),
      ),
    )
    .orderBy(asc(storedAt), asc(id));
}

export type NoticeChange = Partial<
  Pick<
    NewNotice,
    | 'noticeDays'
    | 'servedAt'
    | 'servedBy'
    | 'effectiveAt'
    | 'appliedAt'
    | 'cancelledAt'
    | 'cancelledBy'
    | 'cancelKind'
    | 'cancelNote'
  >
>;

/** Changes a notice. The database refuses what its reader could not rely on. Index: agreement_notices primary key. */
export async function updateNotice(tx: Tx, id: string, change: NoticeChange): Promise<void> {
  await tx.update(agreementNotices).set(change).where(eq(agreementNotices.id, id));
}

/** Served notices whose moment has come and that were not applied, the earliest first. Index: agreement_notices_ahead. */
export async function listNoticesToApply(
  handle: Handle,
  { now, limit }: { now: Instant; limit: number },
): Promise<{ id: string; agreementId: string }[]> {
  const { id, agreementId, effectiveAt, servedAt, cancelledAt, appliedAt } = agreementNotices;
  return handle
    .select({ id, agreementId })
    .from(agreementNotices)
    .where(and(lte(effectiveAt, new Date(now)), isNotNull(servedAt), isNull(cancelledAt), isNull(appliedAt)))
    .orderBy(asc(effectiveAt), asc(id))
    .limit(limit);
}

/**
 * When a mail of this notice was first accepted for somebody whose acceptance serves it: an owner of the team, or the
 * agreement's notice address. Null: for nobody yet. Index: deliveries_subject.
 */
export async function findCountingAcceptance(handle: Handle, noticeId: string): Promise<Date | null> {
  const [row] = await handle
    .select({ at: sql<string | null>`min(${deliveries.acceptedAt})` })
    .from(deliveries)
    .innerJoin(agreementNotices, sql`${agreementNotices.id}::text = ${deliveries.subjectId}`)
    .innerJoin(agreements, eq(agreements.id, agreementNotices.agreementId))
    .where(
      and(
        eq(deliveries.subjectId, noticeId),
        eq(deliveries.notice, 'ending-notice'),
        isNotNull(deliveries.acceptedAt),
        or(
          sql`lower(${deliveries.address}) = lower(${agreements.noticeAddress})`,
          exists(
            handle
              .select({ personId: memberships.personId })
              .from(memberships)
              .where(
                and(
                  eq(memberships.teamId, agreements.teamId),
                  eq(memberships.personId, deliveries.personId),
                  eq(memberships.role, 'owner'),
                ),
              ),
          ),
        ),
      ),
    );
  return row?.at ? new Date(row.at) : null;
}

/** Stored notices that nobody's acceptance has served, though a mail was accepted: at most `limit`. Index: agreement_notices_unserved. */
export async function listAcceptedUnserved(handle: Handle, limit: number): Promise<string[]> {
  const { id, servedAt, cancelledAt, storedAt } = agreementNotices;
  const rows = await handle
    .select({ id })
    .from(agreementNotices)
    .where(
      and(
        isNull(servedAt),
        isNull(cancelledAt),
        exists(
          handle
            .select({ id: deliveries.id })
            .from(deliveries)
            .where(and(sql`${deliveries.subjectId} = ${id}::text`, isNotNull(deliveries.acceptedAt))),
        ),
      ),
    )
    .orderBy(asc(storedAt))
    .limit(limit);
  return rows.map((row) => row.id);
}

/**
 * Stored notices that were not served and whose mail some owner or admin of the team is not owed: who came later, or was
 * suspended before. The oldest first. Index: agreement_notices_unserved, memberships primary key, deliveries_subject.
 */
export async function listUntoldNotices(
  handle: Handle,
  limit: number,
): Promise<{ id: string; agreementId: string }[]> {
  const { id, agreementId, servedAt, cancelledAt, storedAt } = agreementNotices;
  const hasOwed = handle
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        sql`${deliveries.subjectId} = ${id}::text`,
        eq(deliveries.notice, 'ending-notice'),
        eq(deliveries.personId, memberships.personId),
      ),
    );
  const untold = handle
    .select({ personId: memberships.personId })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(
      and(
        eq(memberships.teamId, agreements.teamId),
        inArray(memberships.role, ['owner', 'admin']),
        isNull(people.suspendedAt),
        notExists(hasOwed),
      ),
    );
  return handle
    .select({ id, agreementId })
    .from(agreementNotices)
    .innerJoin(agreements, eq(agreements.id, agreementId))
    .where(and(isNull(servedAt), isNull(cancelledAt), exists(untold)))
    .orderBy(asc(storedAt))
    .limit(limit);
}

/** When the last lease of an agreement's licenses ends, grace included, as counted since. Index: check_counts primary key. */
export async function findLastLeaseEnd(
  handle: Handle,
  agreementId: string,
  since: Instant,
): Promise<Date | null> {
  const [row] = await handle
    .select({ at: max(checkCounts.graceEndsAt) })
    .from(checkCounts)
    .innerJoin(licenses, eq(licenses.id, checkCounts.licenseId))
    .where(
      and(
        eq(licenses.agreementId, agreementId),
        sql`${checkCounts.hour} >= ${new Date(since).toISOString()}::timestamptz`,
      ),
    );
  return row?.at ?? null;
}

/**
 * Emergency locks that are in force on an agreement's licenses hold until a moment at least: a served notice stands in
 * for their renewal. Indexes: licenses_agreement, locks_open.
 */
export async function holdLocksUntil(
  tx: Tx,
  agreementId: string,
  { until, now }: { until: Date; now: Instant },
): Promise<void> {
  const at = new Date(now);
  const locked = await tx
    .update(licenses)
    .set({ lockEndsAt: until, version: sql`${licenses.version} + 1` })
    .where(
      and(
        eq(licenses.agreementId, agreementId),
        isNotNull(licenses.lockedAt),
        sql`${licenses.lockEndsAt} > ${at.toISOString()}::timestamptz and ${licenses.lockEndsAt} < ${until.toISOString()}::timestamptz`,
      ),
    )
    .returning({ id: licenses.id });
  const ids = locked.map(({ id }) => id);
  if (ids.length === 0) return;
  await tx
    .update(locks)
    .set({ endsAt: until })
    .where(and(inArray(locks.licenseId, ids), isNull(locks.unlockedAt)));
}

/**
 * Locks that were held until `until` by a notice end when they would have without it: 14 days after they were put on, or
 * after the last renewal that two people approved. Indexes: licenses_agreement, locks_open, approvals_license.
 */
export async function releaseHeldLocks(
  tx: Tx,
  agreementId: string,
  { until, days }: { until: Date; days: number },
): Promise<void> {
  const length = sql`make_interval(days => ${days})`;
  const renewed = tx
    .select({ at: sql`max(${approvals.decidedAt})` })
    .from(approvals)
    .where(
      and(
        eq(approvals.licenseId, licenses.id),
        eq(approvals.type, 'lock-renewal'),
        eq(approvals.state, 'approved'),
        sql`${approvals.decidedAt} >= ${licenses.lockedAt}`,
      ),
    );
  const released = await tx
    .update(licenses)
    .set({
      lockEndsAt: sql`greatest(${licenses.lockedAt}, (${renewed})) + ${length}`,
      version: sql`${licenses.version} + 1`,
    })
    .where(
      and(
        eq(licenses.agreementId, agreementId),
        isNotNull(licenses.lockedAt),
        eq(licenses.lockEndsAt, until),
      ),
    )
    .returning({ id: licenses.id, endsAt: licenses.lockEndsAt });
  for (const { id, endsAt } of released) {
    await tx
      .update(locks)
      .set({ endsAt })
      .where(and(eq(locks.licenseId, id), isNull(locks.unlockedAt)));
  }
}

export type NoticeDeliveryRow = Pick<
  typeof deliveries.$inferSelect,
  'subjectId' | 'personId' | 'attempts' | 'acceptedAt' | 'lastAttemptAt' | 'lastRefusal'
> & {
  address: string | null;
  name: string | null;
  email: string | null;
  role: 'owner' | 'admin' | 'developer' | 'viewer' | null;
};

/** To whom the mail of these notices goes, and how that stands: for staff. Index: deliveries_subject. */
export async function listNoticeDeliveries(
  handle: Handle,
  teamId: string,
  noticeIds: readonly string[],
): Promise<NoticeDeliveryRow[]> {
  if (noticeIds.length === 0) return [];
  return handle
    .select({
      subjectId: deliveries.subjectId,
      personId: deliveries.personId,
      attempts: deliveries.attempts,
      acceptedAt: deliveries.acceptedAt,
      lastAttemptAt: deliveries.lastAttemptAt,
      lastRefusal: deliveries.lastRefusal,
      address: deliveries.address,
      name: people.name,
      email: people.email,
      role: memberships.role,
    })
    .from(deliveries)
    .leftJoin(people, eq(people.id, deliveries.personId))
    .leftJoin(memberships, and(eq(memberships.personId, deliveries.personId), eq(memberships.teamId, teamId)))
    .where(and(inArray(deliveries.subjectId, [...noticeIds]), eq(deliveries.notice, 'ending-notice')))
    .orderBy(asc(deliveries.createdAt), asc(deliveries.id));
}

export type NoticeReaders = {
  told: { name: string; email: string; role: 'owner' | 'admin' }[];
  members: number;
};

/** Who of a team gets a notice by mail, and how many see its banner: for staff. Index: memberships primary key. */
export async function listNoticeReaders(handle: Handle, teamId: string): Promise<NoticeReaders> {
  const rows = await handle
    .select({ name: people.name, email: people.email, role: memberships.role })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(memberships.teamId, teamId), isNull(people.suspendedAt)))
    .orderBy(asc(memberships.createdAt), asc(people.id));
  const told = rows.flatMap(({ role, ...who }) =>
    role === 'owner' || role === 'admin' ? [{ ...who, role }] : [],
  );
  return { told: told.sort((a, b) => b.role.localeCompare(a.role)), members: rows.length };
}

/** Names of people, for staff. Index: people primary key. */
export async function findNames(handle: Handle, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await handle
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(inArray(people.id, [...ids]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export type NewService = typeof noticeServices.$inferInsert;

/** Records a service by other means and gives its ID. It counts for nothing until a second person approves it. */
export async function insertService(tx: Tx, row: NewService): Promise<string> {
  const [inserted] = await tx.insert(noticeServices).values(row).returning({ id: noticeServices.id });
  if (!inserted) throw new Error('the service was not recorded');
  return inserted.id;
}

/** A service of a notice of this agreement, with its evidence. Index: notice_services primary key. */
export async function findService(
  handle: Handle,
  agreementId: string,
  id: string,
): Promise<typeof noticeServices.$inferSelect | null> {
  const [row] = await handle
    .select({ service: noticeServices })
    .from(noticeServices)
    .innerJoin(agreementNotices, eq(agreementNotices.id, noticeServices.noticeId))
    .where(and(eq(noticeServices.id, id), eq(agreementNotices.agreementId, agreementId)));
  return row?.service ?? null;
}

export type ServiceRow = Omit<typeof noticeServices.$inferSelect, 'evidence'> & {
  evidenceBytes: number;
  approval: string;
  approvalState: 'open' | 'approved' | 'declined';
};

/** Services of these notices with their approvals, without the files. Index: notice_services_notice. */
export async function listServices(handle: Handle, noticeIds: readonly string[]): Promise<ServiceRow[]> {
  if (noticeIds.length === 0) return [];
  return handle
    .select({
      id: noticeServices.id,
      noticeId: noticeServices.noticeId,
      servedOn: noticeServices.servedOn,
      means: noticeServices.means,
      evidenceName: noticeServices.evidenceName,
      evidenceType: noticeServices.evidenceType,
      evidenceBytes: sql<number>`octet_length(decode(${noticeServices.evidence}, 'base64'))`,
      recordedAt: noticeServices.recordedAt,
      recordedBy: noticeServices.recordedBy,
      approval: approvals.id,
      approvalState: approvals.state,
    })
    .from(noticeServices)
    .innerJoin(
      approvals,
      and(
        eq(approvals.noticeId, noticeServices.noticeId),
        eq(approvals.type, 'notice-service'),
        sql`${approvals.terms} ->> 'service' = ${noticeServices.id}::text`,
      ),
    )
    .where(inArray(noticeServices.noticeId, [...noticeIds]))
    .orderBy(asc(noticeServices.recordedAt), asc(noticeServices.id));
}

/** Whether a service of this notice waits for its second person. Few are open at a time: index approvals_open. */
export async function hasOpenService(handle: Handle, noticeId: string): Promise<boolean> {
  const rows = await handle
    .select({ id: approvals.id })
    .from(approvals)
    .where(and(eq(approvals.noticeId, noticeId), eq(approvals.state, 'open')));
  return rows.length > 0;
}
