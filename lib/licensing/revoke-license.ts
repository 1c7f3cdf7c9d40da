import { listApps, lockLicenseRow, updateLicense } from '#db/queries/licenses.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { type LicenseView, viewLicense } from './license-view.ts';
import { licenseIdOf, located, locateLicense, staleVersion, teamOf } from './locate-license.ts';

/**
 * Revokes a trial, or a License ID that was replaced, before its overlap is over: locked from the next check on, for
 * good. A production license cannot be revoked: it ends with its agreement alone.
 * Answers `not-found`, `forbidden`, `conflict`, `stale-version`.
 */
export const revokeLicense = useCase<{ id: string }, LicenseView, 'conflict' | 'stale-version'>({
  action: 'license.revoke',
  locate: locateLicense,
  run: async ({ tx, teamId, now, ifMatch }, { id }) => {
    const row = located(await lockLicenseRow(tx, teamOf(teamId), licenseIdOf(id)));
    const stale = staleVersion(ifMatch, row.version);
    if (stale) return stale;
    if (row.revokedAt && row.revokedAt.getTime() <= now)
      return failed('conflict', `This License ID is revoked since ${row.revokedAt.toISOString()}.`);
    if (row.kind === 'production' && row.replacedBy === null) {
      return failed(
        'conflict',
        'A production license cannot be revoked: it ends with its agreement, after notice. If its key leaked, replace the key.',
      );
    }
    const revokedAt = new Date(now);
    await updateLicense(tx, row.teamId, row.id, { revokedAt });
    const revoked = { ...row, revokedAt, version: row.version + 1 };
    return done(viewLicense(revoked, await listApps(tx, [row.id]), now), {
      subject: { type: 'license', id: row.id },
      before: { revokedAt: row.revokedAt?.toISOString() ?? null },
      after: { revokedAt: revokedAt.toISOString() },
    });
  },
});
