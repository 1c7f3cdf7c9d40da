import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  ilike,
  inArray,
  isNull,
  lt,
  lte,
  notExists,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { LicenseId } from '#sdk/protocol/license-id.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import type { Handle, Tx } from '../client.ts';
import { teams } from '../schema/accounts.ts';
import { agreementNotices, agreements } from '../schema/agreements.ts';
import { apps, licenses } from '../schema/licenses.ts';

export type AgreementRow = Omit<typeof agreements.$inferSelect, 'platforms'> & {
  platforms: Platform[];
  team: string;
  teamName: string;
};

const columns = {
  id: agreements.id,
  number: agreements.number,
  teamId: agreements.teamId,
  title: agreements.title,
  products: agreements.products,
  platforms: sql<Platform[]>`${agreements.platforms}`.as('platforms'),
  appLimit: agreements.appLimit,
  startsOn: agreements.startsOn,
  endsOn: agreements.endsOn,
  startsAt: agreements.startsAt,
  lastInstantAt: agreements.lastInstantAt,
  noticeDays: agreements.noticeDays,
  noticeAddress: agreements.noticeAddress,
  leaseSeconds: agreements.leaseSeconds,
  graceSeconds: agreements.graceSeconds,
  retrySeconds: agreements.retrySeconds,
  versionCap: agreements.versionCap,
  offline: agreements.offline,
  proxy: agreements.proxy,
  heldUntil: agreements.heldUntil,
  heldFrom: agreements.heldFrom,
  endingNoticeId: agreements.endingNoticeId,
  endingCause: agreements.endingCause,
  endingEffectiveAt: agreements.endingEffectiveAt,
  amendedBy: agreements.amendedBy,
  narrowingNoticeId: agreements.narrowingNoticeId,
  narrowingEffectiveAt: agreements.narrowingEffectiveAt,
  narrowingTerms: agreements.narrowingTerms,
  renewedFrom: agreements.renewedFrom,
  createdAt: agreements.createdAt,
  createdBy: agreements.createdBy,
  version: agreements.version,
  team: teams.slug,
  teamName: teams.name,
};

const select = (handle: Handle) =>
  handle.select(columns).from(agreements).innerJoin(teams, eq(teams.id, agreements.teamId));
const hasNumber = (number: string) => sql`lower(${agreements.number}) = lower(${number})`;

/** Which team an agreement belongs to, before permission was asked. Index: agreements_number. */
export async function findUnsafeAgreementTeam(
  handle: Handle,
  number: string,
): Promise<{ teamId: string } | null> {
  const [row] = await handle.select({ teamId: agreements.teamId }).from(agreements).where(hasNumber(number));
  return row ?? null;
}

/** An agreement of a team. Index: agreements_number. */
export async function findAgreement(
  handle: Handle,
  teamId: string,
  number: string,
): Promise<AgreementRow | null> {
  const [row] = await select(handle).where(and(hasNumber(number), eq(agreements.teamId, teamId)));
  return row ?? null;
}

/** An agreement of a team, by what rows refer to it. Index: agreements primary key. */
export async function findAgreementById(
  handle: Handle,
  teamId: string,
  id: string,
): Promise<AgreementRow | null> {
  const [row] = await select(handle).where(and(eq(agreements.id, id), eq(agreements.teamId, teamId)));
  return row ?? null;
}

/** An agreement whoever's: for what happens by itself alone. Nobody else changes it until the transaction ends. */
export async function lockAgreementForSystem(tx: Tx, id: string): Promise<AgreementRow | null> {
  await tx.select({ id: agreements.id }).from(agreements).where(eq(agreements.id, id)).for('no key update');
  const [row] = await select(tx).where(eq(agreements.id, id));
  return row ?? null;
}

/** Puts those who count something under an agreement one after the other, until the transaction ends. */
export async function lockAgreementForCount(tx: Tx, id: string): Promise<void> {
  await tx.select({ id: agreements.id }).from(agreements).where(eq(agreements.id, id)).for('no key update');
}

/**
 * An agreement of a team that nobody else may change until the transaction ends. Who changes an agreement and its
 * licenses takes the agreement first. Index: agreements_number.
 */
export async function lockAgreementRow(tx: Tx, teamId: string, number: string): Promise<AgreementRow | null> {
  await tx
    .select({ id: agreements.id })
    .from(agreements)
    .where(and(hasNumber(number), eq(agreements.teamId, teamId)))
    .for('no key update');
  return findAgreement(tx, teamId, number);
}

export type AgreementFilter = {
  /** Part of a number, a title, or a team's name or slug. */
  q?: string | undefined;
  sort: 'newest' | 'ending';
  limit: number;
  /** Only what comes after this one. `at` is when it was made, or its last instant, as `sort` says. */
  after?: { at: Date; id: string } | undefined;
  now: Instant;
};

/**
 * Agreements of these teams, one more than `limit` when there are more: the newest first, or of those that have not ended
 * the one with the earliest last day. A state is no column. Indexes: agreements_team, agreements_last_instant.
 */
export async function listAgreements(
  handle: Handle,
  teamIds: readonly string[],
  filter: AgreementFilter,
): Promise<AgreementRow[]> {
  return teamIds.length === 0 ? [] : page(handle, inArray(agreements.teamId, [...teamIds]), filter);
}

/** The same of every team: for staff alone. Indexes: agreements_created, agreements_last_instant. */
export async function listAllAgreementsForStaff(
  handle: Handle,
  filter: AgreementFilter,
): Promise<AgreementRow[]> {
  return page(handle, undefined, filter);
}

function page(handle: Handle, whose: SQL | undefined, { q, sort, limit, after, now }: AgreementFilter) {
  const conditions = [whose];
  if (q) {
    const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(
      or(
        ilike(agreements.number, pattern),
        ilike(agreements.title, pattern),
        ilike(teams.name, pattern),
        ilike(teams.slug, pattern),
      ),
    );
  }
  if (sort === 'newest') {
    const { createdAt, id } = agreements;
    if (after) conditions.push(or(lt(createdAt, after.at), and(eq(createdAt, after.at), lt(id, after.id))));
    return select(handle)
      .where(and(...conditions))
      .orderBy(desc(createdAt), desc(id))
      .limit(limit + 1);
  }
  const { lastInstantAt, id, endingEffectiveAt } = agreements;
  conditions.push(or(isNull(endingEffectiveAt), gt(endingEffectiveAt, new Date(now))));
  if (after)
    conditions.push(or(gt(lastInstantAt, after.at), and(eq(lastInstantAt, after.at), gt(id, after.id))));
  return select(handle)
    .where(and(...conditions))
    .orderBy(asc(lastInstantAt), asc(id))
    .limit(limit + 1);
}

export type NewAgreement = typeof agreements.$inferInsert;

/** Gives the ID, or null when the number is taken: then nothing was inserted. Index: agreements_number. */
export async function insertAgreement(tx: Tx, row: NewAgreement): Promise<string | null> {
  const [inserted] = await tx
    .insert(agreements)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: agreements.id });
  return inserted?.id ?? null;
}

export type AgreementChange = Partial<
  Omit<NewAgreement, 'id' | 'number' | 'teamId' | 'createdAt' | 'createdBy' | 'version'>
>;

/** Changes an agreement and raises its version. The database refuses what would narrow its licenses. */
export async function updateAgreement(tx: Tx, id: string, change: AgreementChange): Promise<void> {
  await tx
    .update(agreements)
    .set({ ...change, version: sql`${agreements.version} + 1` })
    .where(eq(agreements.id, id));
}

export type AgreementUse = { licenses: number; apps: number };

/**
 * How many licenses there are under each of these agreements, and identifiers on them. A License ID that was replaced
 * counts with the one that took its place. Indexes: licenses_agreement, apps_match.
 */
export async function countAgreementUse(
  handle: Handle,
  ids: readonly string[],
): Promise<Map<string, AgreementUse>> {
  if (ids.length === 0) return new Map();
  const inApps = handle
    .select({ licenseId: apps.licenseId, n: count().as('n') })
    .from(apps)
    .groupBy(apps.licenseId)
    .as('in_apps');
  const rows = await handle
    .select({
      id: licenses.agreementId,
      licenses: sql<number>`count(*)::int`,
      apps: sql<number>`coalesce(sum(${inApps.n}), 0)::int`,
    })
    .from(licenses)
    .leftJoin(inApps, eq(inApps.licenseId, licenses.id))
    .where(and(inArray(licenses.agreementId, [...ids]), isNull(licenses.replacedBy)))
    .groupBy(licenses.agreementId);
  return new Map(rows.flatMap(({ id, ...use }) => (id === null ? [] : [[id, use] as const])));
}

/** The licenses under an agreement, the oldest first, also those that were replaced. Index: licenses_agreement. */
export async function listAgreementLicenses(
  handle: Handle,
  agreementId: string,
): Promise<
  {
    id: LicenseId;
    name: string;
    products: string[];
    formerProducts: string[];
    platforms: Platform[];
    startsAt: Date;
    replacedBy: string | null;
  }[]
> {
  return handle
    .select({
      id: sql<LicenseId>`${licenses.id}`.as('id'),
      name: licenses.name,
      products: licenses.products,
      formerProducts: licenses.formerProducts,
      platforms: sql<Platform[]>`${licenses.platforms}`.as('platforms'),
      startsAt: licenses.startsAt,
      replacedBy: licenses.replacedBy,
    })
    .from(licenses)
    .where(eq(licenses.agreementId, agreementId))
    .orderBy(asc(licenses.createdAt), asc(licenses.id));
}

/**
 * Agreements whose last day is so near that an expiry notice is due on `today`, and that have none: at most `limit`, the
 * earliest last day first. Who has ended is not among them. Index: agreements_ends_on.
 */
export async function listUnnoticedExpiries(
  handle: Handle,
  { today, now, limit }: { today: string; now: Instant; limit: number },
): Promise<string[]> {
  const rows = await handle
    .select({ id: agreements.id })
    .from(agreements)
    .where(
      and(
        lte(agreements.endsOn, sql`${today}::date + greatest(60, ${agreements.noticeDays} + 7)`),
        lte(agreements.endsOn, sql`${today}::date + 372`),
        or(isNull(agreements.endingEffectiveAt), gt(agreements.endingEffectiveAt, new Date(now))),
        notExists(
          handle
            .select({ id: agreementNotices.id })
            .from(agreementNotices)
            .where(
              and(
                eq(agreementNotices.agreementId, agreements.id),
                eq(agreementNotices.cause, 'agreement-expired'),
                isNull(agreementNotices.cancelledAt),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(agreements.endsOn), asc(agreements.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}
