import { listApps as findApps, findLicense } from '#db/queries/licenses.ts';
import { done, useCase } from '#lib/use-case.ts';
import { type AppView, viewApp } from './license-view.ts';
import { licenseIdOf, located, locateLicense, teamOf } from './locate-license.ts';

/** The identifiers registered for a license, all on one page: there are at most as many as a license may have. */
export const listApps = useCase<{ id: string }, { items: AppView[]; next: null }>({
  action: 'license.read',
  locate: locateLicense,
  run: async ({ tx, teamId }, { id }) => {
    const row = located(await findLicense(tx, teamOf(teamId), licenseIdOf(id)));
    return done({ items: (await findApps(tx, [row.id])).map(viewApp), next: null });
  },
});
