import { listApps as findApps, findLicense } from '#db/queries/licenses.ts';
import type { Page, PageAsked } from '#lib/domain/page-of.ts';
import { donePage } from '#lib/done-page.ts';
import { useCase } from '#lib/use-case.ts';
import { type AppView, viewApp } from './license-view.ts';
import { licenseIdOf, located, locateLicense, teamOf } from './locate-license.ts';

/** The identifiers registered for a license, in the order they were registered. Answers `not-found`, `invalid-input`. */
export const listApps = useCase<{ id: string } & PageAsked, Page<AppView>, 'invalid-input'>({
  action: 'license.read',
  locate: locateLicense,
  run: async ({ tx, teamId }, { id, ...asked }) => {
    const row = located(await findLicense(tx, teamOf(teamId), licenseIdOf(id)));
    return donePage((await findApps(tx, [row.id])).map(viewApp), asked);
  },
});
