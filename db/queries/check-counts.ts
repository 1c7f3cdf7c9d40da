import { and, asc, desc, eq, gte, inArray, lt, max, sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { RefusalCode } from '#sdk/protocol/codes.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import type { Handle } from '../client.ts';
import { checkCounts } from '../schema/checks.ts';

/** By what counts can be grouped. Days are UTC. */
export type CheckGroup = 'hour' | 'day' | 'app' | 'version' | 'platform' | 'os';
export type OutcomeCount = { key: string; lease: number; lock: number; refusal: number; total: number };
export type Span = { from: Instant; to: Instant };

const of = (outcome: 'lease' | 'lock' | 'refusal') =>
  sql<number>`coalesce(sum(${checkCounts.count}) filter (where ${checkCounts.outcome} = ${outcome}), 0)::float8`;

const outcomes = {
  lease: of('lease').as('lease'),
  lock: of('lock').as('lock'),
  refusal: of('refusal').as('refusal'),
  total: sql<number>`sum(${checkCounts.count})::float8`.as('total'),
};

const keys = {
  hour: sql<string>`to_char(${checkCounts.hour} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  day: sql<string>`to_char(${checkCounts.hour} at time zone 'UTC', 'YYYY-MM-DD')`,
  app: sql<string>`${checkCounts.app}`,
  version: sql<string>`${checkCounts.version}`,
  platform: sql<string>`${checkCounts.platform}`,
  os: sql<string>`${checkCounts.os}`,
};

/** The most groups that are read: more is for no page, and an answer has an end. */
const MAX_GROUPS = 10_000;

const within = (licenseId: string, { from, to }: Span) =>
  and(
    eq(checkCounts.licenseId, licenseId),
    gte(checkCounts.hour, new Date(from)),
    lt(checkCounts.hour, new Date(to)),
  );

/**
 * Checks of a license (whose team was asked for already) in [from, to), grouped: times in their order, all else by
 * number. Index: check_counts primary key.
 */
export async function sumChecks(
  handle: Handle,
  licenseId: string,
  by: CheckGroup,
  span: Span,
): Promise<OutcomeCount[]> {
  const key = keys[by].as('key');
  const inTime = by === 'hour' || by === 'day';
  return handle
    .select({ key, ...outcomes })
    .from(checkCounts)
    .where(within(licenseId, span))
    .groupBy(sql`1`)
    .orderBy(inTime ? asc(sql`1`) : desc(sql`5`), asc(sql`1`))
    .limit(MAX_GROUPS);
}

export type LastLease = {
  platform: Platform;
  app: string;
  lastLeaseAt: Date | null;
  leaseEndsAt: Date | null;
  graceEndsAt: Date | null;
  /** Leases granted since `runningSince`, the share of its own hour counted in proportion. */
  granted: number;
};

/** The last lease of each identifier since a moment. Index: check_counts primary key. */
export async function findLastLeases(
  handle: Handle,
  licenseId: string,
  { since, runningSince }: { since: Instant; runningSince: Instant },
): Promise<LastLease[]> {
  const from = sql`${new Date(runningSince).toISOString()}::timestamptz`;
  const share = sql`least(1, greatest(0, extract(epoch from ${checkCounts.hour} + interval '1 hour' - ${from}) / 3600))`;
  const granted = sql<number>`coalesce(sum(${checkCounts.count} * ${share}), 0)::float8`;
  return handle
    .select({
      platform: sql<Platform>`${checkCounts.platform}`.as('platform'),
      app: checkCounts.app,
      lastLeaseAt: max(checkCounts.lastAt),
      leaseEndsAt: max(checkCounts.leaseEndsAt),
      graceEndsAt: max(checkCounts.graceEndsAt),
      granted,
    })
    .from(checkCounts)
    .where(
      and(
        eq(checkCounts.licenseId, licenseId),
        gte(checkCounts.hour, new Date(since)),
        eq(checkCounts.outcome, 'lease'),
      ),
    )
    .groupBy(checkCounts.platform, checkCounts.app);
}

/** When each of these licenses was last asked about, since a moment. Index: check_counts primary key. */
export async function findLastChecks(
  handle: Handle,
  licenseIds: readonly string[],
  since: Instant,
): Promise<Map<string, Date>> {
  if (licenseIds.length === 0) return new Map();
  const rows = await handle
    .select({ licenseId: checkCounts.licenseId, lastAt: max(checkCounts.lastAt) })
    .from(checkCounts)
    .where(and(inArray(checkCounts.licenseId, [...licenseIds]), gte(checkCounts.hour, new Date(since))))
    .groupBy(checkCounts.licenseId);
  return new Map(rows.flatMap(({ licenseId, lastAt }) => (lastAt ? [[licenseId, lastAt] as const] : [])));
}

export type CountedKindRow = {
  platform: Platform;
  app: string;
  product: string;
  version: string;
  os: string;
};

const kindColumns = {
  platform: sql<Platform>`${checkCounts.platform}`.as('platform'),
  app: checkCounts.app,
  product: checkCounts.product,
  version: checkCounts.version,
};
const total = sql<number>`sum(${checkCounts.count})::float8`.as('count');
const lastAt = sql<number>`round(date_part('epoch', max(${checkCounts.lastAt})) * 1000)::float8`.as(
  'last_at',
);
const byKind = [checkCounts.platform, checkCounts.app, checkCounts.product, checkCounts.version] as const;

/** The most kinds of checks that are looked at for one answer; those that occurred most. */
const MOST_KINDS = 5_000;

export type RefusedKindRow = CountedKindRow & {
  code: RefusalCode;
  count: number;
  since: Instant;
  lastAt: Instant;
};

/** Refused checks of a license (whose team was asked for already), whatever the OS. Index: check_counts primary key. */
export async function sumRefusals(handle: Handle, licenseId: string, span: Span): Promise<RefusedKindRow[]> {
  return handle
    .select({
      ...kindColumns,
      os: max(checkCounts.os).mapWith(String).as('os'),
      code: sql<RefusalCode>`${checkCounts.code}`.as('code'),
      count: total,
      since: sql<number>`round(date_part('epoch', min(${checkCounts.hour})) * 1000)::float8`.as('since'),
      lastAt,
    })
    .from(checkCounts)
    .where(and(within(licenseId, span), eq(checkCounts.outcome, 'refusal')))
    .groupBy(...byKind, checkCounts.code)
    .orderBy(desc(total))
    .limit(MOST_KINDS);
}

export type CheckKindRow = CountedKindRow & { count: number; lastAt: Instant };

/** Checks of a license (whose team was asked for already), whatever OS and outcome. Index: check_counts primary key. */
export async function sumCheckKinds(handle: Handle, licenseId: string, span: Span): Promise<CheckKindRow[]> {
  return handle
    .select({ ...kindColumns, os: max(checkCounts.os).mapWith(String).as('os'), count: total, lastAt })
    .from(checkCounts)
    .where(within(licenseId, span))
    .groupBy(...byKind)
    .orderBy(desc(total))
    .limit(MOST_KINDS);
}

/**
 * The refused check that came last since a moment, or with `outcome` null the last check of any; null when there is none.
 * Index: check_counts primary key.
 */
export async function findLastCheck(
  handle: Handle,
  licenseId: string,
  { since, outcome }: { since: Instant; outcome: 'refusal' | null },
): Promise<(CountedKindRow & { lastAt: Date; code: string }) | null> {
  const [row] = await handle
    .select({ ...kindColumns, os: checkCounts.os, code: checkCounts.code, lastAt: checkCounts.lastAt })
    .from(checkCounts)
    .where(
      and(
        eq(checkCounts.licenseId, licenseId),
        gte(checkCounts.hour, new Date(since)),
        outcome === null ? undefined : eq(checkCounts.outcome, outcome),
      ),
    )
    .orderBy(desc(checkCounts.lastAt))
    .limit(1);
  return row ?? null;
}
