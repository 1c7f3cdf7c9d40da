import { database } from '#db/client.ts';
import { addCheckCounts, type CheckCount } from '#db/queries/checks.ts';
import { ensureCheckPartitions } from '#db/queries/condition.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import type { LicenseView } from '#lib/licensing/license-view.ts';
import { parseLicenseId } from '#sdk/protocol/license-id.ts';

const HOUR_MS = 3_600_000;

/** Four weeks of checks as they would have been counted: busy by day, quiet at weekends, a few refused. */
export async function countDemoChecks(licenses: readonly LicenseView[], now: Instant): Promise<void> {
  const from = now - 28 * DAY_MS;
  await ensureCheckPartitions(database().orm, from, 2);
  for (const [nth, license] of licenses.entries()) {
    const counts: CheckCount[] = [];
    for (let day = from; day < now - HOUR_MS; day += DAY_MS) {
      const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
      const size = (isWeekend ? 12 : 60) * (nth + 1);
      for (const app of license.apps) counts.push(countOf(license, { app, day, count: size + (day % 17) }));
      const [first] = license.apps;
      if (first && !isWeekend) {
        const debug = { ...first, value: `${first.value}.debug` };
        counts.push({
          ...countOf(license, { app: debug, day, count: 4 }),
          outcome: 'refusal',
          code: 'app-not-registered',
          leaseEndsAt: null,
          graceEndsAt: null,
        });
      }
    }
    await addCheckCounts(database().checks, counts.sort(byKey), { newRows: 500, rows: 500 });
  }
}

type Day = { app: LicenseView['apps'][number]; day: Instant; count: number };

function countOf(license: LicenseView, { app, day, count }: Day): CheckCount {
  const licenseId = parseLicenseId(license.id);
  if (!licenseId) throw new Error(`${license.id} is no License ID`);
  const lastAt = day + 20 * 60_000;
  const leaseEndsAt = lastAt + license.leaseSeconds * 1000;
  return {
    licenseId,
    hour: day - (day % HOUR_MS),
    platform: app.platform,
    app: app.value,
    product: license.products[0] ?? '',
    version: day % 3 === 0 ? '7.7.0' : '7.8.1',
    os: '15',
    outcome: 'lease',
    code: '',
    count,
    lastAt,
    leaseEndsAt,
    graceEndsAt: leaseEndsAt + license.graceSeconds * 1000,
  };
}

function byKey(a: CheckCount, b: CheckCount): number {
  return a.hour - b.hour || a.platform.localeCompare(b.platform) || a.app.localeCompare(b.app);
}
