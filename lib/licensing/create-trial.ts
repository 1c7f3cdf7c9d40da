import type { Tx } from '#db/client.ts';
import { countTrials, findLicense, insertApps, listApps } from '#db/queries/licenses.ts';
import { findProducts, type ProductRow } from '#db/queries/products.ts';
import { findTeam, lockTeamRow } from '#db/queries/teams.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { currentNames, formerNamesOf } from '#lib/domain/product-names.ts';
import { planTrial, type TrialProduct, trialYearStart } from '#lib/domain/trials.ts';
import { type Actor, done, failed, useCase } from '#lib/use-case.ts';
import { PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';
import { insertUnderFreshId } from './fresh-license-id.ts';
import { type LicenseView, viewLicense } from './license-view.ts';
import { located, teamOf } from './locate-license.ts';
import { locateTeam } from './locate-team.ts';
import { type AskedApp, readApps } from './new-apps.ts';

export type TrialInput = {
  kind: 'trial';
  team?: string | undefined;
  name?: string | undefined;
  products: string[];
  platforms: Platform[];
  apps: AskedApp[];
};

/**
 * Creates a trial of 30 days to the second, with its key, running at once.
 * Answers `forbidden`, `not-found`, `invalid-input`, `trial-limit-running`, `trial-limit-year`, `too-many-apps`.
 */
export const createTrial = useCase<
  TrialInput,
  LicenseView,
  'invalid-input' | 'trial-limit-running' | 'trial-limit-year' | 'too-many-apps'
>({
  action: 'trial.create',
  locate: locateTeam,
  run: async ({ tx, teamId, actor, now }, input) => {
    if (input.team === undefined && teamCount(actor) > 1) {
      const detail = 'You belong to several teams. Name one by its slug.';
      return failed('invalid-input', detail, [{ pointer: '/team', detail }]);
    }
    const team = located(await findTeam(tx, teamOf(teamId)));
    await lockTeamRow(tx, team.id);
    const { apps, errors } = readApps(input.apps, 'trial', (index) => `/apps/${index}`);
    if (errors.length > 0)
      return failed('invalid-input', errors[0]?.detail ?? 'An identifier is wrong.', errors);
    const rows = await findProducts(tx, input.products);
    const products = currentNames(input.products, rows);
    const catalogue = await trialProducts(tx, team.id, rows, now);
    const plan = planTrial({ ...input, products, apps, now, catalogue });
    if (!plan.ok) return failed(plan.code, plan.detail, plan.errors);

    if (actor.personId === null) throw new Error('trials are created by people');
    const id = await insertUnderFreshId(tx, now, {
      teamId: team.id,
      kind: 'trial',
      name: input.name ?? `${products.join(' + ')} trial`,
      licensee: team.name,
      products,
      formerProducts: formerNamesOf(rows),
      platforms: PLATFORMS.filter((platform) => input.platforms.includes(platform)),
      startsAt: new Date(plan.startsAt),
      endsAt: new Date(plan.endsAt),
      leaseSeconds: Math.min(...rows.map((row) => row.trialLeaseSeconds)),
      graceSeconds: Math.min(...rows.map((row) => row.trialGraceSeconds)),
      retrySeconds: Math.min(...rows.map((row) => row.retrySeconds)),
      createdAt: new Date(now),
      createdBy: actor.personId,
    });
    const by = { licenseId: id, createdAt: new Date(now), createdBy: actor.personId };
    await insertApps(
      tx,
      apps.map((app) => ({ ...app, ...by })),
    );
    const license = located(await findLicense(tx, team.id, id));
    const registered = await listApps(tx, [id]);
    return done(viewLicense(license, registered, now), {
      subject: { type: 'license', id },
      after: {
        kind: 'trial',
        products: license.products,
        platforms: license.platforms,
        apps: registered.map(({ platform, value }) => ({ platform, value })),
        endsAt: license.endsAt?.toISOString() ?? null,
      },
    });
  },
});

function teamCount({ asker }: Actor): number {
  return asker.kind === 'known' ? asker.teams.size : 0;
}

async function trialProducts(
  tx: Tx,
  teamId: string,
  rows: readonly ProductRow[],
  now: Instant,
): Promise<TrialProduct[]> {
  const products: TrialProduct[] = [];
  for (const { name, retiredAt, platforms } of rows) {
    const { running, recent } = await countTrials(tx, teamId, {
      product: name,
      now,
      since: trialYearStart(now),
    });
    products.push({
      name,
      isRetired: retiredAt !== null,
      platforms: PLATFORMS.filter((platform) => platforms.includes(platform)),
      runningTrials: running,
      trialsInTwelveMonths: recent,
    });
  }
  return products;
}
