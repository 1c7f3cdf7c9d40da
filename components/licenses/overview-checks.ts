import type { CheckCounts, License } from '#lib/contract/licenses.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import type { ChecksOf } from './license-overview.tsx';

type Reading = {
  license: License;
  now: Instant;
  read: (by: keyof ChecksOf, since: string) => Promise<readonly CheckCounts[]>;
};

/** What the overview of a license is drawn with: 30 days by day, or as many as there are, and a week by all else. */
export async function overviewChecks({
  license,
  now,
  read,
}: Reading): Promise<{ checks: ChecksOf; from: { days: string; week: string } }> {
  const began = Math.min(dayStart(Date.parse(license.startsAt)), dayStart(now - 13 * DAY_MS));
  const from = {
    days: iso(Math.max(dayStart(now - 29 * DAY_MS), began)),
    week: iso(dayStart(now - 6 * DAY_MS)),
  };
  const [day, app, version, platform] = await Promise.all([
    read('day', from.days),
    read('app', from.week),
    read('version', from.week),
    read('platform', from.week),
  ]);
  return { checks: { day, app, version, platform }, from };
}

function dayStart(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
