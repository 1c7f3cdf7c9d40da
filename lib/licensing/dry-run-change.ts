import { findLastLeases, sumCheckKinds } from '#db/queries/check-counts.ts';
import { findLicense, listApps } from '#db/queries/licenses.ts';
import { type ChangedChecks, DRY_RUN_MS, dryRun } from '#lib/domain/dry-run.ts';
import { matchKey } from '#lib/domain/identifiers.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import type { RegisteredApp } from '#lib/domain/license.ts';
import { done, failed, type InputError, useCase } from '#lib/use-case.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { factsOfRow } from './license-view.ts';
import { licenseIdOf, located, locateLicense, teamOf } from './locate-license.ts';
import { type AskedApp, readApps } from './new-apps.ts';

/** A change as it is asked about. `removeApps` are IDs of registered identifiers. */
export type AskedChange = {
  addApps?: AskedApp[] | undefined;
  removeApps?: string[] | undefined;
  products?: string[] | undefined;
  platforms?: Platform[] | undefined;
  versionCap?: string | null | undefined;
  lock?: boolean | undefined;
  revoke?: boolean | undefined;
  endsAt?: string | null | undefined;
};

export type DryRunView = {
  from: string;
  to: string;
  at: string;
  checks: number;
  stops: number;
  starts: number;
  changed: (Omit<ChangedChecks, 'lastAt'> & { lastAt: string })[];
  /** How many kinds of checks change in all; `changed` has the most frequent of them. */
  changedKinds: number;
  running: number;
  leasesUntil: string | null;
  graceUntil: string | null;
};

/** The longest lease and grace there can be (30 days each), and as long again. */
const LOOK_BACK_MS = 120 * DAY_MS;
const MOST_CHANGED = 50;

/**
 * What a change would have meant for the last 30 days of checks; nothing is changed by asking.
 * Answers `not-found`, `invalid-input`.
 */
export const dryRunChange = useCase<{ id: string; change: AskedChange }, DryRunView, 'invalid-input'>({
  action: 'license.dry-run',
  locate: locateLicense,
  run: async ({ tx, teamId, now }, { id, change }) => {
    const row = located(await findLicense(tx, teamOf(teamId), licenseIdOf(id)));
    const apps = await listApps(tx, [row.id]);
    const added = readApps(change.addApps ?? [], row.kind, (index) => `/change/addApps/${index}`);
    const gone = (change.removeApps ?? []).map((appId) => apps.find((app) => app.id === appId));
    const errors = [...added.errors, ...unknownErrors(gone)];
    if (errors.length > 0)
      return failed('invalid-input', errors[0]?.detail ?? 'The change cannot be read.', errors);
    const from = now - DRY_RUN_MS;
    const leases = await findLastLeases(tx, row.id, {
      since: now - LOOK_BACK_MS,
      runningSince: now - row.leaseSeconds * 1000,
    });
    const result = dryRun({
      license: factsOfRow(row, apps),
      change: {
        ...change,
        addApps: added.apps.filter((app) => !isRegistered(app, apps)),
        removeApps: gone.filter((app) => app !== undefined),
        endsAt: typeof change.endsAt === 'string' ? Date.parse(change.endsAt) : change.endsAt,
      },
      checks: await sumCheckKinds(tx, row.id, { from: from - (from % 3_600_000), to: now + 1 }),
      leases: leases.map((lease) => ({
        platform: lease.platform,
        app: lease.app,
        leaseEndsAt: lease.leaseEndsAt?.getTime() ?? null,
        graceEndsAt: lease.graceEndsAt?.getTime() ?? null,
        running:
          lease.leaseEndsAt && lease.leaseEndsAt.getTime() > now ? Math.max(1, Math.round(lease.granted)) : 0,
      })),
      now,
    });
    return done(viewOf(result, from, now));
  },
});

function viewOf(result: ReturnType<typeof dryRun>, from: number, now: number): DryRunView {
  const { at, changed, leasesUntil, graceUntil, checks, stops, starts, running } = result;
  const text = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());
  return {
    from: new Date(from).toISOString(),
    to: new Date(now).toISOString(),
    at: new Date(at).toISOString(),
    checks,
    stops,
    starts,
    changed: changed
      .slice(0, MOST_CHANGED)
      .map((kind) => ({ ...kind, lastAt: new Date(kind.lastAt).toISOString() })),
    changedKinds: changed.length,
    running,
    leasesUntil: text(leasesUntil),
    graceUntil: text(graceUntil),
  };
}

function isRegistered(app: RegisteredApp, apps: readonly RegisteredApp[]): boolean {
  const key = matchKey(app.platform, app.value);
  return apps.some((one) => one.platform === app.platform && matchKey(one.platform, one.value) === key);
}

function unknownErrors(gone: readonly (RegisteredApp | undefined)[]): InputError[] {
  return gone.flatMap((app, index) =>
    app ? [] : [{ pointer: `/change/removeApps/${index}`, detail: 'This license has no such identifier.' }],
  );
}
