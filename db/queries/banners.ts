import { and, asc, eq, gt, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle } from '../client.ts';
import { agreementNotices, agreements } from '../schema/agreements.ts';
import { licenses } from '../schema/licenses.ts';

/** More than anybody reads at the top of a page. */
const MOST = 50;

export type NoticeOfTeam = {
  notice: typeof agreementNotices.$inferSelect;
  agreement: Pick<typeof agreements.$inferSelect, 'id' | 'number' | 'title' | 'lastInstantAt' | 'heldUntil'>;
};

const agreementColumns = {
  id: agreements.id,
  number: agreements.number,
  title: agreements.title,
  lastInstantAt: agreements.lastInstantAt,
  heldUntil: agreements.heldUntil,
};

/** Notices to a team that were not cancelled and did not take effect before a moment. Index: agreements_team, agreement_notices_agreement. */
export async function listStandingNotices(
  handle: Handle,
  teamId: string,
  since: Instant,
): Promise<NoticeOfTeam[]> {
  return handle
    .select({ notice: agreementNotices, agreement: agreementColumns })
    .from(agreementNotices)
    .innerJoin(agreements, eq(agreements.id, agreementNotices.agreementId))
    .where(
      and(
        eq(agreements.teamId, teamId),
        isNull(agreementNotices.cancelledAt),
        or(isNull(agreementNotices.effectiveAt), gt(agreementNotices.effectiveAt, new Date(since))),
      ),
    )
    .orderBy(asc(agreementNotices.storedAt), asc(agreementNotices.id))
    .limit(MOST);
}

/** Agreements of a team whose expiry is held at a moment. Index: agreements_team. */
export async function listHeldAgreements(
  handle: Handle,
  teamId: string,
  now: Instant,
): Promise<{ id: string; number: string; title: string; heldUntil: Date }[]> {
  const rows = await handle
    .select(agreementColumns)
    .from(agreements)
    .where(and(eq(agreements.teamId, teamId), gt(agreements.heldUntil, new Date(now))))
    .orderBy(asc(agreements.heldUntil), asc(agreements.id))
    .limit(MOST);
  return rows.flatMap(({ heldUntil, ...row }) => (heldUntil ? [{ ...row, heldUntil }] : []));
}

export type LockedLicense = {
  id: string;
  name: string;
  kind: 'trial' | 'production';
  lockedAt: Date;
  lockReason: string;
  lockEndsAt: Date | null;
};

/** Licenses of a team with a lock in force at a moment, those that were revoked left out. Index: licenses_team. */
export async function listLockedLicenses(
  handle: Handle,
  teamId: string,
  now: Instant,
): Promise<LockedLicense[]> {
  const at = new Date(now);
  const rows = await handle
    .select({
      id: licenses.id,
      name: licenses.name,
      kind: licenses.kind,
      lockedAt: licenses.lockedAt,
      lockReason: licenses.lockReason,
      lockEndsAt: licenses.lockEndsAt,
    })
    .from(licenses)
    .where(
      and(
        eq(licenses.teamId, teamId),
        isNotNull(licenses.lockedAt),
        or(isNull(licenses.lockEndsAt), gt(licenses.lockEndsAt, at)),
        or(isNull(licenses.revokedAt), gt(licenses.revokedAt, at)),
      ),
    )
    .orderBy(asc(licenses.lockedAt), asc(licenses.id))
    .limit(MOST);
  return rows.flatMap(({ lockedAt, lockReason, ...row }) =>
    lockedAt && lockReason !== null ? [{ ...row, lockedAt, lockReason }] : [],
  );
}

/** Licenses of a team under these agreements, by name. Index: licenses_agreement. */
export async function listLicensesUnder(
  handle: Handle,
  teamId: string,
  agreementIds: readonly string[],
): Promise<{ id: string; name: string; agreementId: string | null }[]> {
  if (agreementIds.length === 0) return [];
  return handle
    .select({ id: licenses.id, name: licenses.name, agreementId: licenses.agreementId })
    .from(licenses)
    .where(and(eq(licenses.teamId, teamId), inArray(licenses.agreementId, [...agreementIds])))
    .orderBy(asc(licenses.name), asc(licenses.id))
    .limit(1_000);
}
