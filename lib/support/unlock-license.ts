import { listApps, lockLicenseRow, updateLicense } from '#db/queries/licenses.ts';
import { closeLock } from '#db/queries/locks.ts';
import { lockInForce } from '#lib/domain/license-state.ts';
import { factsOfRow, type LicenseView, viewLicense } from '#lib/licensing/license-view.ts';
import { licenseIdOf, located, locateLicense, staleVersion, teamOf } from '#lib/licensing/locate-license.ts';
import { tell } from '#lib/notices/tell.ts';
import { done, failed, useCase } from '#lib/use-case.ts';

/**
 * Takes a lock away: the next check is decided as if it had never been there, and devices feel it within the retry
 * time of the lock they hold. Of a production license too: what two people did, one may undo.
 * Answers `not-found`, `forbidden`, `conflict`, `stale-version`.
 */
export const unlockLicense = useCase<{ id: string; note: string }, LicenseView, 'conflict' | 'stale-version'>(
  {
    action: 'license.unlock',
    locate: locateLicense,
    run: async ({ tx, teamId, now, actor, ifMatch }, { id, note }) => {
      const row = located(await lockLicenseRow(tx, teamOf(teamId), licenseIdOf(id)));
      const stale = staleVersion(ifMatch, row.version);
      if (stale) return stale;
      if (!lockInForce(factsOfRow(row, []), now)) return failed('conflict', 'This license is not locked.');
      const unlocking = { unlockedAt: new Date(now), unlockedBy: actor.personId, unlockNote: note };
      const lock = await closeLock(tx, row.id, unlocking);
      if (lock === null) throw new Error('a license is locked and has no lock');
      const change = { lockedAt: null, lockReason: null, lockEndsAt: null };
      await updateLicense(tx, row.teamId, row.id, change);
      await tell(tx, { notice: 'license-unlocked', subjectId: lock, teamId: row.teamId, now });
      const unlocked = { ...row, ...change, version: row.version + 1 };
      return done(viewLicense(unlocked, await listApps(tx, [row.id]), now), {
        subject: { type: 'license', id: row.id },
        before: { lock },
        after: { lock: null },
      });
    },
  },
);
