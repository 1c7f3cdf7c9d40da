import { deleteApp, findApp, lockLicenseRow, touchLicense } from '#db/queries/licenses.ts';
import { done, notFound, useCase } from '#lib/use-case.ts';
import { licenseIdOf, located, locateLicense, staleVersion, teamOf } from './locate-license.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Removes an identifier: refused from the next check on, while leases already granted run out. The last one may go
 * too; then every check is refused until one is registered. Answers `not-found`, `forbidden`, `stale-version`.
 */
export const removeApp = useCase<{ id: string; appId: string }, undefined, 'not-found' | 'stale-version'>({
  action: 'app.remove',
  locate: locateLicense,
  run: async ({ tx, teamId, ifMatch }, { id, appId }) => {
    const license = located(await lockLicenseRow(tx, teamOf(teamId), licenseIdOf(id)));
    const stale = staleVersion(ifMatch, license.version);
    if (stale) return stale;
    const app = UUID.test(appId) ? await findApp(tx, license.id, appId) : null;
    if (!app) return notFound();
    await deleteApp(tx, license.id, app.id);
    await touchLicense(tx, license.teamId, license.id);
    return done(undefined, {
      subject: { type: 'license', id: license.id },
      before: { app: { id: app.id, platform: app.platform, value: app.value } },
    });
  },
});
