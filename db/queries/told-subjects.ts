import { and, asc, desc, eq, gte, inArray, max } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle } from '../client.ts';
import { people, teams } from '../schema/accounts.ts';
import { agreementNotices, agreements } from '../schema/agreements.ts';
import { checkCounts } from '../schema/checks.ts';
import { apps, licenses, locks } from '../schema/licenses.ts';
import { requestMessages, requests } from '../schema/requests.ts';
import { approvals } from '../schema/support.ts';

// What a notice is about, read when it is told and again when its mail goes out: by ID alone, because the team that is
// told is the thing's own.

const license = {
  id: licenses.id,
  teamId: licenses.teamId,
  team: teams.slug,
  teamName: teams.name,
  kind: licenses.kind,
  name: licenses.name,
  licensee: licenses.licensee,
  products: licenses.products,
  platforms: licenses.platforms,
  endsAt: licenses.endsAt,
  agreementId: licenses.agreementId,
  lockedAt: licenses.lockedAt,
  lockEndsAt: licenses.lockEndsAt,
  revokedAt: licenses.revokedAt,
  replacedBy: licenses.replacedBy,
};
export type ToldLicense = Pick<
  typeof licenses.$inferSelect,
  Exclude<keyof typeof license, 'team' | 'teamName'>
> & {
  team: string;
  teamName: string;
};

const selectLicenses = (handle: Handle) =>
  handle.select(license).from(licenses).innerJoin(teams, eq(teams.id, licenses.teamId));

/** Index: licenses primary key. */
export async function findToldLicense(handle: Handle, id: string): Promise<ToldLicense | null> {
  const [row] = await selectLicenses(handle).where(eq(licenses.id, id));
  return row ?? null;
}

/** The license that another took the place of; null when there is none. Index: licenses_team. */
export async function findReplacedLicense(
  handle: Handle,
  teamId: string,
  replacedBy: string,
): Promise<ToldLicense | null> {
  const [row] = await selectLicenses(handle).where(
    and(eq(licenses.teamId, teamId), eq(licenses.replacedBy, replacedBy)),
  );
  return row ?? null;
}

/** Licenses under an agreement, the oldest first, those that were replaced left to their successors. Index: licenses_agreement. */
export async function listToldLicenses(handle: Handle, agreementId: string): Promise<ToldLicense[]> {
  return selectLicenses(handle)
    .where(eq(licenses.agreementId, agreementId))
    .orderBy(asc(licenses.createdAt), asc(licenses.id))
    .limit(1_000);
}

/** Identifiers of these licenses, the oldest first, at most `limit`. Index: apps_match. */
export async function listToldApps(
  handle: Handle,
  licenseIds: readonly string[],
  limit: number,
): Promise<string[]> {
  if (licenseIds.length === 0) return [];
  const rows = await handle
    .select({ value: apps.value })
    .from(apps)
    .where(inArray(apps.licenseId, [...licenseIds]))
    .orderBy(asc(apps.createdAt), asc(apps.value))
    .limit(limit);
  return [...new Set(rows.map(({ value }) => value))];
}

/** When any of these licenses was last asked about, since a moment. Index: check_counts primary key. */
export async function findLastUse(
  handle: Handle,
  licenseIds: readonly string[],
  since: Instant,
): Promise<Date | null> {
  if (licenseIds.length === 0) return null;
  const [row] = await handle
    .select({ lastAt: max(checkCounts.lastAt) })
    .from(checkCounts)
    .where(and(inArray(checkCounts.licenseId, [...licenseIds]), gte(checkCounts.hour, new Date(since))));
  return row?.lastAt ?? null;
}

const agreement = {
  id: agreements.id,
  number: agreements.number,
  title: agreements.title,
  teamId: agreements.teamId,
  team: teams.slug,
  teamName: teams.name,
  products: agreements.products,
  platforms: agreements.platforms,
  endsOn: agreements.endsOn,
  lastInstantAt: agreements.lastInstantAt,
  noticeDays: agreements.noticeDays,
  heldUntil: agreements.heldUntil,
};
export type ToldAgreement = Pick<
  typeof agreements.$inferSelect,
  Exclude<keyof typeof agreement, 'team' | 'teamName'>
> & { team: string; teamName: string };

/** Index: agreements primary key. */
export async function findToldAgreement(handle: Handle, id: string): Promise<ToldAgreement | null> {
  const [row] = await handle
    .select(agreement)
    .from(agreements)
    .innerJoin(teams, eq(teams.id, agreements.teamId))
    .where(eq(agreements.id, id));
  return row ?? null;
}

export type ToldNotice = typeof agreementNotices.$inferSelect;

/** Index: agreement_notices primary key. */
export async function findToldNotice(handle: Handle, id: string): Promise<ToldNotice | null> {
  const [row] = await handle.select().from(agreementNotices).where(eq(agreementNotices.id, id));
  return row ?? null;
}

export type ToldLock = Omit<typeof locks.$inferSelect, 'note' | 'unlockNote'>;

/** A lock without what staff noted: no notice can let that slip. Index: locks primary key. */
export async function findToldLock(handle: Handle, id: string): Promise<ToldLock | null> {
  const [row] = await handle
    .select({
      id: locks.id,
      licenseId: locks.licenseId,
      lockedAt: locks.lockedAt,
      lockedBy: locks.lockedBy,
      reason: locks.reason,
      endsAt: locks.endsAt,
      approvedBy: locks.approvedBy,
      approvedAt: locks.approvedAt,
      unlockedAt: locks.unlockedAt,
      unlockedBy: locks.unlockedBy,
    })
    .from(locks)
    .where(eq(locks.id, id));
  return row ?? null;
}

export type ToldRequest = typeof requests.$inferSelect & { team: string; teamName: string };

/** Index: requests primary key. */
export async function findToldRequest(handle: Handle, id: string): Promise<ToldRequest | null> {
  const [row] = await handle
    .select({ request: requests, team: teams.slug, teamName: teams.name })
    .from(requests)
    .innerJoin(teams, eq(teams.id, requests.teamId))
    .where(eq(requests.id, id));
  return row ? { ...row.request, team: row.team, teamName: row.teamName } : null;
}

export type ToldMessage = typeof requestMessages.$inferSelect;

/** Index: request_messages primary key. */
export async function findToldMessage(handle: Handle, id: string): Promise<ToldMessage | null> {
  const [row] = await handle.select().from(requestMessages).where(eq(requestMessages.id, id));
  return row ?? null;
}

/** The newest message of one side of a request; null when there is none. Index: request_messages_request. */
export async function findNewestMessage(
  handle: Handle,
  requestId: string,
  side: ToldMessage['side'],
): Promise<ToldMessage | null> {
  const [row] = await handle
    .select()
    .from(requestMessages)
    .where(and(eq(requestMessages.requestId, requestId), eq(requestMessages.side, side)))
    .orderBy(desc(requestMessages.at), desc(requestMessages.id))
    .limit(1);
  return row ?? null;
}

export type ToldApproval = typeof approvals.$inferSelect;

/** Index: approvals primary key. */
export async function findToldApproval(handle: Handle, id: string): Promise<ToldApproval | null> {
  const [row] = await handle.select().from(approvals).where(eq(approvals.id, id));
  return row ?? null;
}

/** What somebody is called; null when they are unknown or gone. Index: people primary key. */
export async function findPersonName(handle: Handle, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const [row] = await handle.select({ name: people.name }).from(people).where(eq(people.id, id));
  return row?.name ?? null;
}
