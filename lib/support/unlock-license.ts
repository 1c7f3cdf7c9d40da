import { listApps, lockLicenseRow, updateLicense } from '#db/queries/licenses.ts';
import { closeLock } from '#db/queries/locks.ts';
import { type LicenseView, viewLicense } from '#lib/licensing/license-view.ts';
import { licenseIdOf, located, locateLicense, staleVersion, teamOf } from '#lib/licensing/locate-license.ts';
import { done, failed, useCase } from '#lib/use-case.ts';

/**
 * Takes a lock away: the next check is decided as if it had never been there, and devices feel it within the retry
 * time of the lock they hold. Answers `not-found`, `forbidden`, `conflict`, `stale-version`.
 */
export const unlockLicense = useCase<{ id: string; note: string }, LicenseView, 'conflict' | 'stale-version'>(
  {
    action: 'license.unlock',
    locate: locateLicense,
    run: async ({ tx, teamId, now, actor, ifMatch }, { id, note }) => {
      const row = located(await lockLicenseRow(tx, teamOf(teamId), licenseIdOf(id)));
      const stale = staleVersion(ifMatch, row.version);
      if (stale) return stale;
      if (!row.lockedAt) return failed('conflict', 'This license is not locked.');
      const unlocking = { unlockedAt: new Date(now), unlockedBy: actor.personId, unlockNote: note };
      const lock = await closeLock(tx, row.id, unlocking);
      await updateLicense(tx, row.teamId, row.id, { lockedAt: null, lockReason: null });
      const unlocked = { ...row, lockedAt: null, lockReason: null, version: row.version + 1 };
      return done(viewLicense(unlocked, await listApps(tx, [row.id]), now), {
        subject: { type: 'license', id: row.id },
        before: { lock },
        after: { lock: null },
      });
    },
  },
);
