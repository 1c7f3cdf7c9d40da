/**
 * The dry run of a change to a license (product.md, Checks and leases): the checks of the last 30 days, which are counted
 * by hour, decided again as if the change had been there, beside the decision without it.
 *
 * 1. The license after the change is the license with what the change names replaced.
 * 2. Both are asked at the moment from which the change would be felt: now, or a day of ending that lies ahead.
 * 3. Checks that were counted alike are decided alike; only where the two decisions differ there is something to tell.
 * 4. Nothing stops before the leases in the field have run out: of those that would stop, the latest end is told.
 */
import type { Outcome } from '#sdk/protocol/answer.ts';
import type { CheckRequest } from '#sdk/protocol/check-request.ts';
import type { LockCode, RefusalCode } from '#sdk/protocol/codes.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { type CountedKind, countedRequest } from './counted-request.ts';
import { type Decision, decide } from './decide.ts';
import { matchCandidates, matchKey } from './identifiers.ts';
import { DAY_MS, type Instant } from './instant.ts';
import type { LicenseFacts, RegisteredApp } from './license.ts';

/** How far back checks are looked at. */
export const DRY_RUN_MS = 30 * DAY_MS;

/** A change that can lock or unlock; what is left out stays as it is. */
export type LicenseChange = {
  addApps?: readonly RegisteredApp[] | undefined;
  removeApps?: readonly RegisteredApp[] | undefined;
  products?: readonly string[] | undefined;
  platforms?: readonly Platform[] | undefined;
  /** Null: any version. */
  versionCap?: string | null | undefined;
  lock?: boolean | undefined;
  revoke?: boolean | undefined;
  /** The moment at which the license would end: by its own end, or by a termination of its agreement. Null: none. */
  endsAt?: Instant | null | undefined;
};

/** Checks that were counted alike in the last 30 days. */
export type CountedChecks = CountedKind & { count: number; lastAt: Instant };

/** The last lease of an identifier, and about how many run. */
export type FieldLease = {
  platform: Platform;
  app: string;
  leaseEndsAt: Instant | null;
  graceEndsAt: Instant | null;
  running: number;
};

/** Checks of one application and version that would be answered otherwise. */
export type ChangedChecks = {
  platform: Platform;
  app: string;
  product: string;
  version: string;
  count: number;
  lastAt: Instant;
  before: Outcome;
  after: Outcome;
  /** Why, after the change; null for a lease. */
  code: LockCode | RefusalCode | null;
};

export type DryRun = {
  /** The moment from which the change would be felt. */
  at: Instant;
  /** All checks that were looked at. */
  checks: number;
  /** Of them: answered with a lease now and not after the change, and the other way round. */
  stops: number;
  starts: number;
  changed: ChangedChecks[];
  /** About how many leases run now that the change would stop, and until when they and their grace run at the latest. */
  running: number;
  leasesUntil: Instant | null;
  graceUntil: Instant | null;
};

export type DryRunGiven = {
  license: LicenseFacts;
  change: LicenseChange;
  checks: readonly CountedChecks[];
  leases: readonly FieldLease[];
  now: Instant;
};

/**
 * What a change would have meant. `license.apps` must hold all identifiers. An estimate for people: what counts do not
 * keep (licensee, crowded-out products and versions) is taken to be right, and `running` comes from hourly counts.
 */
export function dryRun({ license, change, checks, leases, now }: DryRunGiven): DryRun {
  const changed = changedLicense(license, change, now);
  const at = change.endsAt ? Math.max(now, change.endsAt) : now;
  const decideBefore = deciderOf(license, at);
  const decideAfter = deciderOf(changed, at);
  const answers = checks.flatMap((kind): ChangedChecks[] => {
    const request = countedRequest(license, kind);
    const before = decideBefore(request);
    const after = decideAfter(request);
    return isSame(before, after) ? [] : [changeOf(kind, before, after)];
  });
  const sum = (kinds: readonly { count: number }[]) => kinds.reduce((total, { count }) => total + count, 0);
  const stopping = answers.filter(({ before }) => before === 'lease');
  const field = leases.filter(
    (lease) =>
      (lease.graceEndsAt ?? 0) > now &&
      stopping.some(({ platform, app }) => platform === lease.platform && app === lease.app),
  );
  return {
    at,
    checks: sum(checks),
    stops: sum(stopping),
    starts: sum(answers.filter(({ after }) => after === 'lease')),
    changed: answers.sort((a, b) => b.count - a.count),
    running: field.reduce((total, { running }) => total + running, 0),
    leasesUntil: latest(
      field.map(({ leaseEndsAt }) => leaseEndsAt),
      now,
    ),
    graceUntil: latest(
      field.map(({ graceEndsAt }) => graceEndsAt),
      now,
    ),
  };
}

/** The license as the rules would read it after the change. */
export function changedLicense(license: LicenseFacts, change: LicenseChange, now: Instant): LicenseFacts {
  const { addApps = [], removeApps = [], products, platforms, versionCap, endsAt } = change;
  const { agreement } = license;
  const kept = license.apps.filter(
    (app) => !removeApps.some((gone) => gone.platform === app.platform && gone.value === app.value),
  );
  const ended = endsAt === undefined ? {} : endedAt(license, endsAt);
  return {
    ...license,
    apps: [...kept, ...addApps],
    products: products ?? license.products,
    platforms: platforms ?? license.platforms,
    revokedAt: change.revoke ? Math.min(now, license.revokedAt ?? now) : license.revokedAt,
    lock: lockAfter(license, change, now),
    ...(versionCap !== undefined && agreement !== null && { agreement: { ...agreement, versionCap } }),
    ...ended,
  };
}

function lockAfter({ lock }: LicenseFacts, change: LicenseChange, now: Instant): LicenseFacts['lock'] {
  if (change.lock === undefined) return lock;
  return change.lock ? { since: now, until: null, reason: '' } : null;
}

/** Decides on a license with up to 10,000 identifiers by those alone that can match, as the hot path does. */
function deciderOf(license: LicenseFacts, at: Instant): (request: CheckRequest) => Decision {
  const byKey = new Map(
    license.apps.map((app) => [`${app.platform} ${matchKey(app.platform, app.value)}`, app] as const),
  );
  return (request) => {
    const { platform } = request;
    const apps = matchCandidates(platform, request.app).flatMap(
      (key) => byKey.get(`${platform} ${key}`) ?? [],
    );
    return decide({ ...license, apps }, request, at);
  };
}

/** A license under an agreement ends with it, another by itself. */
function endedAt({ agreement }: LicenseFacts, endsAt: Instant | null): Partial<LicenseFacts> {
  if (agreement === null) return { endsAt };
  const ending = endsAt === null ? null : { cause: 'agreement-terminated' as const, effectiveAt: endsAt };
  return { agreement: { ...agreement, ending } };
}

function changeOf(kind: CountedChecks, before: Decision, after: Decision): ChangedChecks {
  const { platform, app, product, version, count, lastAt } = kind;
  return {
    platform,
    app,
    product,
    version,
    count,
    lastAt,
    before: before.outcome,
    after: after.outcome,
    code: after.code,
  };
}

function isSame(before: Decision, after: Decision): boolean {
  return before.outcome === after.outcome && before.code === after.code;
}

function latest(instants: readonly (Instant | null)[], now: Instant): Instant | null {
  const last = Math.max(0, ...instants.map((at) => at ?? 0));
  return last > now ? last : null;
}
