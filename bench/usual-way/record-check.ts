import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { CheckRequest } from './check-request.ts';
import { db } from './database.ts';
import { type Decision, decide } from './decide.ts';
import { apps, checks, licenses, totals } from './schema.ts';

/** One transaction a check: reads the license with the identifier asked for, decides, writes the check, counts it. */
export async function recordCheck(check: CheckRequest, now: Date): Promise<Decision> {
  return db.transaction(async (tx) => {
    const [license] = await tx
      .select({
        ...getTableColumns(licenses),
        isAppRegistered: sql<boolean>`${apps.licenseId} is not null`,
      })
      .from(licenses)
      .leftJoin(
        apps,
        and(eq(apps.licenseId, licenses.id), eq(apps.platform, check.platform), eq(apps.matchKey, check.app)),
      )
      .where(eq(licenses.id, check.license));
    const decision = decide(license, check, now);
    if (!license) return decision;
    const { platform, app, product, version, os } = check;
    const { outcome, code } = decision;
    await tx
      .insert(checks)
      .values({ licenseId: license.id, at: now, platform, app, product, version, os, outcome, code });
    await tx
      .update(totals)
      .set({ checks: sql`${totals.checks} + 1`, lastCheckAt: now })
      .where(eq(totals.licenseId, license.id));
    return decision;
  });
}
