import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import type { Handle } from '../client.ts';

export type RunningTrialRow = {
  id: string;
  name: string;
  team: string;
  teamName: string;
  products: string[];
  endsAt: Date;
  checks: number;
  checksBefore: number;
  colleagues: number;
  leasedApps: { platform: Platform; value: string }[];
  /** Identifiers that a license of another team had before; placeholders among them. */
  triedBefore: { platform: Platform; value: string }[];
};

const DAY_MS = 86_400_000;
const at = (instant: Instant) => sql`${new Date(instant).toISOString()}::timestamptz`;

/**
 * Running trials of every team, those that end soonest first, with how they are used: for staff alone. Colleagues are the
 * people who made it or registered identifiers on it, and the developers, admins and owners of its team.
 * Indexes: licenses_trial_ends, check_counts primary key, apps_match, apps_match_key, memberships primary key.
 */
export async function listRunningTrialsForStaff(
  handle: Handle,
  { now, limit }: { now: Instant; limit: number },
): Promise<RunningTrialRow[]> {
  const week = at(now - 7 * DAY_MS);
  type Read = Omit<RunningTrialRow, 'endsAt'> & { endsAt: string };
  const rows = await handle.execute<Read>(sql`
    with running as (
      select id, name, team_id, products, ends_at, created_by, created_at from licenses
      where kind = 'trial' and ends_at > ${at(now)} and starts_at <= ${at(now)}
        and (revoked_at is null or revoked_at > ${at(now)}) and locked_at is null
      order by ends_at, id limit ${limit}
    )
    select r.id, r.name, t.slug as team, t.name as "teamName", r.products, r.ends_at as "endsAt",
           c.checks, c.before as "checksBefore", p.n as "colleagues", c.leased as "leasedApps", b.tried as "triedBefore"
    from running r
    join teams t on t.id = r.team_id
    cross join lateral (
      select coalesce(sum(count) filter (where hour >= ${week}), 0)::float8 as checks,
             coalesce(sum(count) filter (where hour < ${week}), 0)::float8 as before,
             coalesce(jsonb_agg(distinct jsonb_build_object('platform', platform, 'value', app))
                      filter (where outcome = 'lease' and hour >= ${week}), '[]') as leased
      from check_counts where license_id = r.id and hour >= ${at(now - 14 * DAY_MS)}
    ) c
    cross join lateral (
      select count(*)::int as n from (
        select r.created_by as person
        union select created_by from apps where license_id = r.id
        union select person_id from memberships where team_id = r.team_id and role <> 'viewer'
      ) people
    ) p
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('platform', a.platform, 'value', a.value) order by a.value), '[]') as tried
      from apps a
      where a.license_id = r.id and exists (
        select from apps o join licenses l on l.id = o.license_id
        where lower(o.match_key) collate "C" = lower(a.match_key) collate "C" and o.match_key = a.match_key
          and o.platform = a.platform and l.team_id <> r.team_id and o.created_at < a.created_at
      )
    ) b
    order by r.ends_at, r.id`);
  return rows.map((row) => ({ ...row, endsAt: new Date(row.endsAt) }));
}

export type NoticeUnderWayRow = {
  id: string;
  number: string;
  title: string;
  team: string;
  teamName: string;
  cause: 'material-breach' | 'agreement-terminated' | 'agreement-expired' | 'amendment';
  storedAt: Date;
  servedAt: Date | null;
  effectiveAt: Date | null;
  mails: number;
  accepted: number;
  refused: number;
  lastRefusal: string | null;
};

/**
 * Notices of every team that are not served yet, the oldest first, then those whose moment lies ahead, the nearest first:
 * for staff alone. Indexes: agreement_notices_unserved, agreement_notices_ahead, deliveries_subject.
 */
export async function listNoticesUnderWayForStaff(
  handle: Handle,
  { now, limit }: { now: Instant; limit: number },
): Promise<NoticeUnderWayRow[]> {
  type Read = Omit<NoticeUnderWayRow, 'storedAt' | 'servedAt' | 'effectiveAt'> & {
    storedAt: string;
    servedAt: string | null;
    effectiveAt: string | null;
  };
  const rows = await handle.execute<Read>(sql`
    with under_way as (
      (select id from agreement_notices where served_at is null and cancelled_at is null
       order by stored_at limit ${limit})
      union all
      (select id from agreement_notices where served_at is not null and cancelled_at is null and applied_at is null
         and effective_at > ${at(now)}
       order by effective_at limit ${limit})
    )
    select n.id, a.number, a.title, t.slug as team, t.name as "teamName", n.cause, n.stored_at as "storedAt",
           n.served_at as "servedAt", n.effective_at as "effectiveAt", d.mails, d.accepted, d.refused,
           d.refusal as "lastRefusal"
    from under_way u
    join agreement_notices n on n.id = u.id
    join agreements a on a.id = n.agreement_id
    join teams t on t.id = a.team_id
    cross join lateral (
      select count(*)::int as mails, count(accepted_at)::int as accepted,
             count(*) filter (where accepted_at is null and attempts > 0)::int as refused,
             max(last_refusal) filter (where accepted_at is null) as refusal
      from deliveries where subject_id = n.id::text and notice = 'ending-notice' and dropped_at is null
    ) d
    order by n.served_at is not null, coalesce(n.effective_at, n.stored_at), n.id
    limit ${limit}`);
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  return rows.map(({ storedAt, servedAt, effectiveAt, ...row }) => ({
    ...row,
    storedAt: new Date(storedAt),
    servedAt: instant(servedAt),
    effectiveAt: instant(effectiveAt),
  }));
}
