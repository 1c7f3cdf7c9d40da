import { findLicense, listApps } from '#db/queries/licenses.ts';
import { done, useCase } from '#lib/use-case.ts';
import { type LicenseView, viewLicense } from './license-view.ts';
import { licenseIdOf, located, locateLicense, teamOf } from './locate-license.ts';

/** One license with its identifiers and its state at this moment. Answers: the license, or `not-found`. */
export const readLicense = useCase<{ id: string }, LicenseView>({
  action: 'license.read',
  locate: locateLicense,
  run: async ({ tx, teamId, now }, { id }) => {
    const row = located(await findLicense(tx, teamOf(teamId), licenseIdOf(id)));
    return done(viewLicense(row, await listApps(tx, [row.id]), now));
  },
});
