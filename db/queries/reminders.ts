import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle } from '../client.ts';
import { agreementNotices, agreements } from '../schema/agreements.ts';
import { licenses, locks } from '../schema/licenses.ts';
import { deliveries } from '../schema/notices.ts';

/** Ends between two moments, a page of them: what comes after one that was given. */
export type EndSpan = {
  from: Instant;
  to: Instant;
  now: Instant;
  limit: number;
  after?: { at: Date; id: string };
};

/** When something of these notices was told last of a subject. What is told later than now was told by a wrong clock. Index: deliveries_subject. */
function lastTold(subject: SQL, notices: readonly string[], now: Instant) {
  return sql<string | null>`(
    select max(${deliveries.createdAt}) from ${deliveries}
    where ${deliveries.subjectId} = ${subject} and ${inArray(deliveries.notice, [...notices])}
      and ${lte(deliveries.createdAt, new Date(now))})`;
}

const instantOf = (text: string | null) => (text === null ? null : new Date(text));

export type EndingTrial = {
  id: string;
  teamId: string;
  endsAt: Date;
  /** When it was made, or extended by its team. */
  knownSince: Date;
  lastToldAt: Date | null;
};

/** Trials that end in a span, the first first, those that were revoked left out. Index: licenses_trial_ends. */
export async function listEndingTrials(
  handle: Handle,
  { from, to, now, limit, after }: EndSpan,
): Promise<EndingTrial[]> {
  const rows = await handle
    .select({
      id: licenses.id,
      teamId: licenses.teamId,
      endsAt: licenses.endsAt,
      startsAt: licenses.startsAt,
      extendedAt: licenses.extendedAt,
      lastToldAt: lastTold(sql`${licenses.id}`, ['trial-ends', 'trial-ended', 'trial-extended'], now),
    })
    .from(licenses)
    .where(
      and(
        eq(licenses.kind, 'trial'),
        gte(licenses.endsAt, new Date(from)),
        lte(licenses.endsAt, new Date(to)),
        isNull(licenses.revokedAt),
        after &&
          or(gt(licenses.endsAt, after.at), and(eq(licenses.endsAt, after.at), gt(licenses.id, after.id))),
      ),
    )
    .orderBy(asc(licenses.endsAt), asc(licenses.id))
    .limit(limit);
  return rows.flatMap(({ endsAt, startsAt, extendedAt, lastToldAt, ...row }) =>
    endsAt ? [{ ...row, endsAt, knownSince: extendedAt ?? startsAt, lastToldAt: instantOf(lastToldAt) }] : [],
  );
}

export type NearingNotice = {
  id: string;
  teamId: string;
  noticeAddress: string | null;
  effectiveAt: Date;
  servedAt: Date;
  lastToldAt: Date | null;
};

/** Served notices that take effect in a span and were not cancelled, the first first. Index: agreement_notices_effective. */
export async function listNearingNotices(
  handle: Handle,
  { from, to, now, limit, after }: EndSpan,
): Promise<NearingNotice[]> {
  const { effectiveAt, servedAt, id } = agreementNotices;
  const rows = await handle
    .select({
      id,
      teamId: agreements.teamId,
      noticeAddress: agreements.noticeAddress,
      effectiveAt,
      servedAt,
      lastToldAt: lastTold(sql`${id}::text`, ['ending-notice', 'ending-reminder', 'ending-in-effect'], now),
    })
    .from(agreementNotices)
    .innerJoin(agreements, eq(agreements.id, agreementNotices.agreementId))
    .where(
      and(
        isNotNull(servedAt),
        isNull(agreementNotices.cancelledAt),
        gte(effectiveAt, new Date(from)),
        lte(effectiveAt, new Date(to)),
        after && or(gt(effectiveAt, after.at), and(eq(effectiveAt, after.at), gt(id, after.id))),
      ),
    )
    .orderBy(asc(effectiveAt), asc(id))
    .limit(limit);
  return rows.flatMap((row) =>
    row.effectiveAt && row.servedAt
      ? [
          {
            ...row,
            effectiveAt: row.effectiveAt,
            servedAt: row.servedAt,
            lastToldAt: instantOf(row.lastToldAt),
          },
        ]
      : [],
  );
}

/** Locks that ended by themselves in a span, and of which nothing was told. Index: locks_ends. */
export async function listEndedLocks(
  handle: Handle,
  { from, to, limit }: { from: Instant; to: Instant; limit: number },
): Promise<{ id: string; teamId: string }[]> {
  return handle
    .select({ id: locks.id, teamId: licenses.teamId })
    .from(locks)
    .innerJoin(licenses, eq(licenses.id, locks.licenseId))
    .where(
      and(
        gte(locks.endsAt, new Date(from)),
        lte(locks.endsAt, new Date(to)),
        or(isNull(locks.unlockedAt), gte(locks.unlockedAt, locks.endsAt)),
        sql`not exists (select from ${deliveries} where ${deliveries.subjectId} = ${locks.id}::text and ${deliveries.notice} = 'lock-ended')`,
      ),
    )
    .orderBy(asc(locks.endsAt))
    .limit(limit);
}
