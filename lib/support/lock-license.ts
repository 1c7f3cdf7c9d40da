import { listApps, lockLicenseRow, updateLicense } from '#db/queries/licenses.ts';
import { insertLock } from '#db/queries/locks.ts';
import { type LicenseView, viewLicense } from '#lib/licensing/license-view.ts';
import { licenseIdOf, located, locateLicense, staleVersion, teamOf } from '#lib/licensing/locate-license.ts';
import { tell } from '#lib/notices/tell.ts';
import { done, failed, useCase } from '#lib/use-case.ts';

/**
 * Locks a trial at once: the very next check is answered with `license-locked`. `reason` is what the customer reads,
 * `note` stays with staff. A production license needs a second person: see `askForLock`.
 * Answers `not-found`, `forbidden`, `conflict`, `approval-needed`, `stale-version`.
 */
export const lockLicense = useCase<
  { id: string; reason: string; note?: string | undefined },
  LicenseView,
  'conflict' | 'approval-needed' | 'stale-version'
>({
  action: 'license.lock',
  locate: locateLicense,
  run: async ({ tx, teamId, now, actor, ifMatch }, { id, reason, note }) => {
    const row = located(await lockLicenseRow(tx, teamOf(teamId), licenseIdOf(id)));
    const stale = staleVersion(ifMatch, row.version);
    if (stale) return stale;
    if (row.kind !== 'trial') {
      return failed(
        'approval-needed',
        'A production license is locked by two people, one asking, one approving.',
      );
    }
    if (row.lockedAt)
      return failed('conflict', `This license is locked already, since ${row.lockedAt.toISOString()}.`);
    const lockedAt = new Date(now);
    const lock = await insertLock(tx, {
      licenseId: row.id,
      lockedAt,
      lockedBy: actor.personId,
      reason,
      note: note ?? null,
    });
    await updateLicense(tx, row.teamId, row.id, { lockedAt, lockReason: reason });
    await tell(tx, { notice: 'license-locked', subjectId: lock, teamId: row.teamId, now });
    const locked = { ...row, lockedAt, lockReason: reason, version: row.version + 1 };
    return done(viewLicense(locked, await listApps(tx, [row.id]), now), {
      subject: { type: 'license', id: row.id },
      before: { lock: null },
      after: { lock },
    });
  },
});
