import { and, eq, gte, sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle } from '../client.ts';
import { checkCounts } from '../schema/checks.ts';
import { licenses } from '../schema/licenses.ts';

/** Checks of all licenses under an agreement since a moment. Indexes: licenses_agreement, check_counts primary key. */
export async function countChecks(handle: Handle, agreementId: string, since: Instant): Promise<number> {
  const [row] = await handle
    .select({ n: sql<number>`coalesce(sum(${checkCounts.count}), 0)::float8` })
    .from(checkCounts)
    .innerJoin(licenses, eq(licenses.id, checkCounts.licenseId))
    .where(and(eq(licenses.agreementId, agreementId), gte(checkCounts.hour, new Date(since))));
  return row?.n ?? 0;
}

export type RunningLeases = { apps: number; running: number; lastStopsAt: Date | null };

/**
 * For each license under an agreement how many identifiers it has, about how many leases run (those granted within one
 * lease time, the share of its own hour counted in proportion), and when the last one stops, grace included.
 * Indexes: licenses_agreement, apps_match, check_counts primary key.
 */
export async function findRunningLeases(
  handle: Handle,
  agreementId: string,
  { now, leaseSeconds, since }: { now: Instant; leaseSeconds: number; since: Instant },
): Promise<Map<string, RunningLeases>> {
  const at = (instant: Instant) => sql`${new Date(instant).toISOString()}::timestamptz`;
  const rows = await handle.execute<{ id: string; apps: number; running: number; stops: string | null }>(sql`
    select l.id, (select count(*)::int from apps a where a.license_id = l.id) as apps,
           coalesce(c.running, 0)::float8 as running, c.stops
    from licenses l
    left join lateral (
      select sum(count * least(1, greatest(0, extract(epoch from hour + interval '1 hour' - ${at(now - leaseSeconds * 1000)}) / 3600)))
               filter (where lease_ends_at > ${at(now)}) as running,
             max(grace_ends_at) filter (where grace_ends_at > ${at(now)}) as stops
      from check_counts
      where license_id = l.id and outcome = 'lease' and hour >= ${at(since)}
    ) c on true
    where l.agreement_id = ${agreementId}`);
  return new Map(
    rows.map(({ id, apps, running, stops }) => [
      id,
      { apps, running: Math.round(running), lastStopsAt: stops === null ? null : new Date(stops) },
    ]),
  );
}
