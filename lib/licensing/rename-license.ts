import { listApps, lockLicenseRow, updateLicense } from '#db/queries/licenses.ts';
import { done, useCase } from '#lib/use-case.ts';
import { type LicenseView, viewLicense } from './license-view.ts';
import { licenseIdOf, located, locateLicense, staleVersion, teamOf } from './locate-license.ts';

/** Gives a license another name. Devices do not notice. Answers `not-found`, `forbidden`, `stale-version`. */
export const renameLicense = useCase<{ id: string; name: string }, LicenseView, 'stale-version'>({
  action: 'license.rename',
  locate: locateLicense,
  run: async ({ tx, teamId, now, ifMatch }, { id, name }) => {
    const row = located(await lockLicenseRow(tx, teamOf(teamId), licenseIdOf(id)));
    const stale = staleVersion(ifMatch, row.version);
    if (stale) return stale;
    await updateLicense(tx, row.teamId, row.id, { name });
    const changed = { ...row, name, version: row.version + 1 };
    return done(viewLicense(changed, await listApps(tx, [row.id]), now), {
      subject: { type: 'license', id: row.id },
      before: { name: row.name },
      after: { name },
    });
  },
});
