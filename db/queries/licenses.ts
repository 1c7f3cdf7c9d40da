import {
  and,
  arrayContains,
  asc,
  count,
  desc,
  eq,
  gt,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { EndingCause } from '#lib/domain/license.ts';
import type { LicenseId } from '#sdk/protocol/license-id.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import type { Handle, Tx } from '../client.ts';
import { teams } from '../schema/accounts.ts';
import { agreements } from '../schema/agreements.ts';
import { apps, licenses } from '../schema/licenses.ts';

export type LicenseRow = Omit<typeof licenses.$inferSelect, 'id' | 'platforms'> & {
  id: LicenseId;
  platforms: Platform[];
  team: string;
  /** The number of its agreement, and what of it bears on the license. */
  agreement: string | null;
  lastInstantAt: Date | null;
  endingCause: EndingCause | null;
  endingEffectiveAt: Date | null;
  narrowingEffectiveAt: Date | null;
  narrowingTerms: Record<string, unknown> | null;
  versionCap: string | null;
};
export type AppRow = Omit<typeof apps.$inferSelect, 'platform'> & { platform: Platform };

const columns = {
  id: sql<LicenseId>`${licenses.id}`.as('id'),
  teamId: licenses.teamId,
  kind: licenses.kind,
  name: licenses.name,
  licensee: licenses.licensee,
  formerLicensees: licenses.formerLicensees,
  products: licenses.products,
  formerProducts: licenses.formerProducts,
  platforms: sql<Platform[]>`${licenses.platforms}`.as('platforms'),
  startsAt: licenses.startsAt,
  endsAt: licenses.endsAt,
  agreementId: licenses.agreementId,
  agreement: agreements.number,
  leaseSeconds: sql<number>`coalesce(${agreements.leaseSeconds}, ${licenses.leaseSeconds})`.as(
    'lease_seconds',
  ),
  graceSeconds: sql<number>`coalesce(${agreements.graceSeconds}, ${licenses.graceSeconds})`.as(
    'grace_seconds',
  ),
  retrySeconds: sql<number>`coalesce(${agreements.retrySeconds}, ${licenses.retrySeconds})`.as(
    'retry_seconds',
  ),
  lastInstantAt: agreements.lastInstantAt,
  endingCause: agreements.endingCause,
  endingEffectiveAt: agreements.endingEffectiveAt,
  narrowingEffectiveAt: agreements.narrowingEffectiveAt,
  narrowingTerms: agreements.narrowingTerms,
  versionCap: agreements.versionCap,
  key: licenses.key,
  lockedAt: licenses.lockedAt,
  lockReason: licenses.lockReason,
  lockEndsAt: licenses.lockEndsAt,
  revokedAt: licenses.revokedAt,
  replacedBy: licenses.replacedBy,
  extendedAt: licenses.extendedAt,
  keyCopiedAt: licenses.keyCopiedAt,
  createdAt: licenses.createdAt,
  createdBy: licenses.createdBy,
  version: licenses.version,
  team: teams.slug,
};

/** Which team a license belongs to, before permission was asked. Index: licenses primary key. */
export async function findUnsafeLicenseTeam(handle: Handle, id: string): Promise<{ teamId: string } | null> {
  const [row] = await handle.select({ teamId: licenses.teamId }).from(licenses).where(eq(licenses.id, id));
  return row ?? null;
}

/** A license of a team. Index: licenses primary key. */
export async function findLicense(handle: Handle, teamId: string, id: string): Promise<LicenseRow | null> {
  const [row] = await handle
    .select(columns)
    .from(licenses)
    .innerJoin(teams, eq(teams.id, licenses.teamId))
    .leftJoin(agreements, eq(agreements.id, licenses.agreementId))
    .where(and(eq(licenses.id, id), eq(licenses.teamId, teamId)));
  return row ?? null;
}

/** The same, and nobody else may change it until the transaction ends. */
export async function lockLicenseRow(tx: Tx, teamId: string, id: string): Promise<LicenseRow | null> {
  await tx
    .select({ id: licenses.id })
    .from(licenses)
    .where(and(eq(licenses.id, id), eq(licenses.teamId, teamId)))
    .for('update');
  return findLicense(tx, teamId, id);
}

export type LicenseFilter = {
  kind?: 'trial' | 'production' | undefined;
  product?: string | undefined;
  /** The number of an agreement. */
  agreement?: string | undefined;
  /** Part of a name, a License ID or an application identifier. */
  q?: string | undefined;
  /** Only what has a lock, in force or ended by itself: whoever wants one state reads few (index licenses_locked). */
  isLocked?: boolean | undefined;
  limit: number;
  /** Only what comes after this one, newest first. */
  after?: { createdAt: Date; id: string } | undefined;
};

/**
 * Licenses of these teams, newest first, one more than `limit` when there are more. A state is no column: who wants
 * one state filters what this gives. Index: licenses_team.
 */
export async function listLicenses(
  handle: Handle,
  teamIds: readonly string[],
  filter: LicenseFilter,
): Promise<LicenseRow[]> {
  return teamIds.length === 0 ? [] : selectLicenses(handle, inArray(licenses.teamId, [...teamIds]), filter);
}

/** The same of every team: for staff alone. */
export async function listAllLicensesForStaff(handle: Handle, filter: LicenseFilter): Promise<LicenseRow[]> {
  return selectLicenses(handle, undefined, filter);
}

async function selectLicenses(
  handle: Handle,
  whose: SQL | undefined,
  filter: LicenseFilter,
): Promise<LicenseRow[]> {
  const conditions = [whose];
  if (filter.kind) conditions.push(eq(licenses.kind, filter.kind));
  if (filter.product)
    conditions.push(
      or(
        arrayContains(licenses.products, [filter.product]),
        arrayContains(licenses.formerProducts, [filter.product]),
      ),
    );
  if (filter.agreement) conditions.push(sql`lower(${agreements.number}) = lower(${filter.agreement})`);
  if (filter.isLocked) conditions.push(isNotNull(licenses.lockedAt));
  if (filter.q) conditions.push(matches(filter.q));
  if (filter.after) {
    const { createdAt, id } = filter.after;
    conditions.push(
      or(lt(licenses.createdAt, createdAt), and(eq(licenses.createdAt, createdAt), lt(licenses.id, id))),
    );
  }
  return handle
    .select(columns)
    .from(licenses)
    .innerJoin(teams, eq(teams.id, licenses.teamId))
    .leftJoin(agreements, eq(agreements.id, licenses.agreementId))
    .where(and(...conditions))
    .orderBy(desc(licenses.createdAt), desc(licenses.id))
    .limit(filter.limit + 1);
}

function matches(q: string): SQL | undefined {
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return or(
    ilike(licenses.name, pattern),
    ilike(licenses.id, pattern),
    sql`exists (select from ${apps} where ${apps.licenseId} = ${licenses.id} and ${apps.value} ilike ${pattern})`,
  );
}

export type NewLicense = typeof licenses.$inferInsert;

/** Gives false when the License ID is taken, and then inserted nothing. */
export async function insertLicense(tx: Tx, row: NewLicense): Promise<boolean> {
  const inserted = await tx.insert(licenses).values(row).onConflictDoNothing().returning({ id: licenses.id });
  return inserted.length === 1;
}

/** Raises the version; nothing else. Adding and removing identifiers changes a license too. */
export async function touchLicense(tx: Tx, teamId: string, id: string): Promise<void> {
  await updateLicense(tx, teamId, id, {});
}

export type LicenseChange = Partial<
  Pick<
    typeof licenses.$inferInsert,
    'name' | 'endsAt' | 'extendedAt' | 'lockedAt' | 'lockReason' | 'lockEndsAt' | 'revokedAt' | 'replacedBy'
  >
>;

export async function updateLicense(
  tx: Tx,
  teamId: string,
  id: string,
  change: LicenseChange,
): Promise<void> {
  await tx
    .update(licenses)
    .set({ ...change, version: sql`${licenses.version} + 1` })
    .where(and(eq(licenses.id, id), eq(licenses.teamId, teamId)));
}

/** When its key was copied last: no change of the license, so that its version stays. */
export async function markKeyCopied(tx: Tx, teamId: string, id: string, at: Date): Promise<void> {
  await tx
    .update(licenses)
    .set({ keyCopiedAt: at })
    .where(and(eq(licenses.id, id), eq(licenses.teamId, teamId)));
}

export type Coverage = Pick<
  typeof licenses.$inferInsert,
  'products' | 'formerProducts' | 'platforms' | 'startsAt'
>;

/** What a license covers, and from when on, after its agreement changed. The database refuses what was not agreed to. */
export async function changeCoverage(tx: Tx, id: string, coverage: Coverage): Promise<void> {
  await tx
    .update(licenses)
    .set({ ...coverage, version: sql`${licenses.version} + 1` })
    .where(eq(licenses.id, id));
}

export type Conversion = Pick<
  typeof licenses.$inferInsert,
  | 'agreementId'
  | 'products'
  | 'formerProducts'
  | 'platforms'
  | 'leaseSeconds'
  | 'graceSeconds'
  | 'retrySeconds'
>;

/** Makes a trial a production license: what it ended by is gone. Index: licenses primary key. */
export async function convertLicense(
  tx: Tx,
  teamId: string,
  id: string,
  conversion: Conversion,
): Promise<void> {
  await tx
    .update(licenses)
    .set({
      ...conversion,
      kind: 'production',
      endsAt: null,
      version: sql`${licenses.version} + 1`,
    })
    .where(and(eq(licenses.id, id), eq(licenses.teamId, teamId)));
}

/** Trials of a team for a product: how many run now, and how many were made since. Index: licenses_team. */
export async function countTrials(
  tx: Tx,
  teamId: string,
  { product, now, since }: { product: string; now: Instant; since: Instant },
): Promise<{ running: number; recent: number }> {
  const running = sql<number>`count(*) filter (where ${licenses.endsAt} > ${new Date(now).toISOString()}::timestamptz and ${licenses.revokedAt} is null)::int`;
  const [row] = await tx
    .select({
      running,
      recent: sql<number>`count(*) filter (where ${licenses.createdAt} > ${new Date(since).toISOString()}::timestamptz)::int`,
    })
    .from(licenses)
    .where(
      and(
        eq(licenses.teamId, teamId),
        eq(licenses.kind, 'trial'),
        arrayContains(licenses.products, [product]),
        // A License ID whose key was replaced is the same trial under another ID.
        isNull(licenses.replacedBy),
      ),
    );
  return row ?? { running: 0, recent: 0 };
}

const appColumns = {
  id: apps.id,
  licenseId: apps.licenseId,
  platform: sql<Platform>`${apps.platform}`.as('platform'),
  value: apps.value,
  matchKey: apps.matchKey,
  environment: apps.environment,
  createdAt: apps.createdAt,
  createdBy: apps.createdBy,
};

/** The identifiers of licenses whose team was asked for already, in the order they were registered. Index: apps_match. */
export async function listApps(handle: Handle, licenseIds: readonly string[]): Promise<AppRow[]> {
  if (licenseIds.length === 0) return [];
  return handle
    .select(appColumns)
    .from(apps)
    .where(inArray(apps.licenseId, [...licenseIds]))
    .orderBy(asc(apps.createdAt), asc(apps.platform), asc(apps.value));
}

export async function findApp(tx: Tx, licenseId: string, appId: string): Promise<AppRow | null> {
  const [row] = await tx
    .select(appColumns)
    .from(apps)
    .where(and(eq(apps.licenseId, licenseId), eq(apps.id, appId)));
  return row ?? null;
}

export async function countApps(tx: Tx, licenseId: string): Promise<number> {
  const [row] = await tx.select({ n: count() }).from(apps).where(eq(apps.licenseId, licenseId));
  return row?.n ?? 0;
}

export type NewApp = typeof apps.$inferInsert;

/** Gives what was inserted; an identifier that is registered already is left out. */
export async function insertApps(tx: Tx, rows: NewApp[]): Promise<AppRow[]> {
  return tx.insert(apps).values(rows).onConflictDoNothing().returning(appColumns);
}

export async function deleteApp(tx: Tx, licenseId: string, appId: string): Promise<void> {
  await tx.delete(apps).where(and(eq(apps.licenseId, licenseId), eq(apps.id, appId)));
}

/**
 * Names the licensee of every license of a team anew. What it was called before goes on being accepted from devices,
 * whose keys say so. Gives how many changed. Index: licenses_team.
 */
export async function renameLicensee(tx: Tx, teamId: string, licensee: string): Promise<number> {
  await lockLicensesOfTeam(tx, teamId);
  const changed = await tx
    .update(licenses)
    .set({
      licensee,
      formerLicensees: sql`array_append(array_remove(array_remove(${licenses.formerLicensees}, ${licensee}), ${licenses.licensee}), ${licenses.licensee})`,
      version: sql`${licenses.version} + 1`,
    })
    .where(and(eq(licenses.teamId, teamId), ne(licenses.licensee, licensee)))
    .returning({ id: licenses.id });
  return changed.length;
}

/** How many production licenses of a team have not ended: neither replaced nor under an agreement whose end has come. Index: licenses_team. */
export async function countRunningProduction(handle: Handle, teamId: string, now: Instant): Promise<number> {
  const at = new Date(now);
  const [row] = await handle
    .select({ running: count() })
    .from(licenses)
    .leftJoin(agreements, eq(agreements.id, licenses.agreementId))
    .where(
      and(
        eq(licenses.teamId, teamId),
        eq(licenses.kind, 'production'),
        or(isNull(licenses.revokedAt), gt(licenses.revokedAt, at)),
        or(isNull(agreements.endingEffectiveAt), gt(agreements.endingEffectiveAt, at)),
      ),
    );
  return row?.running ?? 0;
}

/** Revokes the trials of a team that are not revoked yet, and gives how many. Index: licenses_team. */
export async function revokeTrials(tx: Tx, teamId: string, now: Instant): Promise<number> {
  await lockLicensesOfTeam(tx, teamId);
  const at = new Date(now);
  const revoked = await tx
    .update(licenses)
    .set({ revokedAt: at, version: sql`${licenses.version} + 1` })
    .where(
      and(
        eq(licenses.teamId, teamId),
        eq(licenses.kind, 'trial'),
        or(isNull(licenses.revokedAt), gt(licenses.revokedAt, at)),
      ),
    )
    .returning({ id: licenses.id });
  return revoked.length;
}

/** In the order of their IDs, so that two who change many at once wait for each other and do not deadlock. Index: licenses_team. */
async function lockLicensesOfTeam(tx: Tx, teamId: string): Promise<void> {
  await tx
    .select({ id: licenses.id })
    .from(licenses)
    .where(eq(licenses.teamId, teamId))
    .orderBy(asc(licenses.id))
    .for('update');
}

/** These licenses, whosever they are: for staff alone. Index: licenses primary key. */
export async function listLicensesByIdForStaff(
  handle: Handle,
  ids: readonly string[],
): Promise<(LicenseRow & { teamName: string })[]> {
  if (ids.length === 0) return [];
  return handle
    .select({ ...columns, teamName: teams.name })
    .from(licenses)
    .innerJoin(teams, eq(teams.id, licenses.teamId))
    .leftJoin(agreements, eq(agreements.id, licenses.agreementId))
    .where(inArray(licenses.id, [...ids]));
}
