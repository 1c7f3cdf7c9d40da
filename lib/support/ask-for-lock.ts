import { insertApproval } from '#db/queries/approvals.ts';
import { lockLicenseRow } from '#db/queries/licenses.ts';
import { lockInForce } from '#lib/domain/license-state.ts';
import { factsOfRow } from '#lib/licensing/license-view.ts';
import { licenseIdOf, located, locateLicense, staleVersion, teamOf } from '#lib/licensing/locate-license.ts';
import { tell } from '#lib/notices/tell.ts';
import { done, failed, useCase } from '#lib/use-case.ts';

/** What somebody else on staff must approve. */
export type ApprovalAskedView = { approval: string };

/**
 * Asks for the emergency lock of a production license. Nothing is locked until a second member of staff approves.
 * Answers `not-found`, `forbidden`, `conflict` (a trial, locked already, or asked for already), `stale-version`.
 */
export const askForLock = useCase<
  { id: string; reason: string; note?: string | undefined },
  ApprovalAskedView,
  'conflict' | 'stale-version'
>({
  action: 'lock.ask',
  locate: locateLicense,
  run: async ({ tx, teamId, now, actor, ifMatch }, { id, reason, note = null }) => {
    const row = located(await lockLicenseRow(tx, teamOf(teamId), licenseIdOf(id)));
    const stale = staleVersion(ifMatch, row.version);
    if (stale) return stale;
    if (row.kind !== 'production') return failed('conflict', 'A trial is locked at once, by one person.');
    const lock = lockInForce(factsOfRow(row, []), now);
    if (lock)
      return failed(
        'conflict',
        `This license is locked already, since ${new Date(lock.since).toISOString()}. To keep it locked, renew the lock.`,
      );
    const approval = await insertApproval(tx, {
      type: 'emergency-lock',
      licenseId: row.id,
      terms: { reason, note },
      askedAt: new Date(now),
      askedBy: actor.personId,
    });
    if (approval === null) {
      return failed('conflict', 'Somebody asked for this already: the approval waits for a second person.');
    }
    await tell(tx, {
      notice: 'approval-asked',
      subjectId: approval,
      teamId: row.teamId,
      except: actor.personId,
      now,
    });
    return done({ approval }, { subject: { type: 'license', id: row.id }, after: { approval } });
  },
});
