import type { Api } from '#components/api.ts';
import type { Refusal } from '#lib/contract/license-acts.ts';
import type { License } from '#lib/contract/licenses.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import type { ChecksOf } from './license-overview.tsx';

type Reading = { api: Pick<Api['licenses'], 'checks' | 'refusals'>; license: License; now: Instant };

type Overview = { checks: ChecksOf; refusals: readonly Refusal[]; from: { days: string; week: string } };

/** What the overview of a license is drawn with: 30 days by day, or as many as there are, and a week by all else. */
export async function overviewChecks({ api, license, now }: Reading): Promise<Overview> {
  const began = Math.min(dayStart(Date.parse(license.startsAt)), dayStart(now - 13 * DAY_MS));
  const from = {
    days: iso(Math.max(dayStart(now - 29 * DAY_MS), began)),
    week: iso(dayStart(now - 6 * DAY_MS)),
  };
  const { id } = license;
  const read = async (by: keyof ChecksOf, since: string) => (await api.checks({ id, by, from: since })).items;
  const [day, version, platform, refusals] = await Promise.all([
    read('day', from.days),
    read('version', from.week),
    read('platform', from.week),
    api.refusals({ id, from: from.week }),
  ]);
  return { checks: { day, version, platform }, refusals: refusals.items, from };
}

function dayStart(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
