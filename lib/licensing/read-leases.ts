import { findLastLeases } from '#db/queries/check-counts.ts';
import { findLicense, listApps } from '#db/queries/licenses.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import type { Page, PageAsked } from '#lib/domain/page-of.ts';
import { donePage } from '#lib/done-page.ts';
import { useCase } from '#lib/use-case.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { licenseIdOf, located, locateLicense, teamOf } from './locate-license.ts';

export type LeaseView = {
  app: string;
  platform: Platform;
  lastLeaseAt: string | null;
  leaseEndsAt: string | null;
  graceEndsAt: string | null;
  running: number;
};

/** How far back a last lease is looked for: the longest lease and grace there can be (30 days each), and as long again. */
const LOOK_BACK_MS = 120 * DAY_MS;

/**
 * For each registered identifier its last lease, until when it and its grace run, and about how many leases run now
 * (estimated from the hourly counts: those granted within one lease time). Answers `not-found`.
 */
export const readLeases = useCase<{ id: string } & PageAsked, Page<LeaseView>, 'invalid-input'>({
  action: 'check.read',
  locate: locateLicense,
  run: async ({ tx, teamId, now }, { id, ...asked }) => {
    const license = located(await findLicense(tx, teamOf(teamId), licenseIdOf(id)));
    const apps = await listApps(tx, [license.id]);
    const last = await findLastLeases(tx, license.id, {
      since: now - LOOK_BACK_MS,
      runningSince: now - license.leaseSeconds * 1000,
    });
    const items = apps.map(({ platform, value }): LeaseView => {
      const lease = last.find((one) => one.platform === platform && one.app === value);
      const runs = lease?.leaseEndsAt && lease.leaseEndsAt.getTime() > now;
      return {
        app: value,
        platform,
        lastLeaseAt: lease?.lastLeaseAt?.toISOString() ?? null,
        leaseEndsAt: lease?.leaseEndsAt?.toISOString() ?? null,
        graceEndsAt: lease?.graceEndsAt?.toISOString() ?? null,
        running: runs ? Math.max(1, Math.round(lease.granted)) : 0,
      };
    });
    return donePage(items, asked);
  },
});
