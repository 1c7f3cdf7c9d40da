import { insertApproval } from '#db/queries/approvals.ts';
import { lockLicenseRow } from '#db/queries/licenses.ts';
import { lockInForce } from '#lib/domain/license-state.ts';
import { factsOfRow } from '#lib/licensing/license-view.ts';
import { licenseIdOf, located, locateLicense, staleVersion, teamOf } from '#lib/licensing/locate-license.ts';
import { tell } from '#lib/notices/tell.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import type { ApprovalAskedView } from './ask-for-lock.ts';

/**
 * Asks to renew the emergency lock of a production license: 14 days more from the moment at which a second member of
 * staff approves. Its reason stays as the customer read it.
 * Answers `not-found`, `forbidden`, `conflict` (not locked, a trial, or asked for already), `stale-version`.
 */
export const askForLockRenewal = useCase<
  { id: string; note: string },
  ApprovalAskedView,
  'conflict' | 'stale-version'
>({
  action: 'lock.ask-renewal',
  locate: locateLicense,
  run: async ({ tx, teamId, now, actor, ifMatch }, { id, note }) => {
    const row = located(await lockLicenseRow(tx, teamOf(teamId), licenseIdOf(id)));
    const stale = staleVersion(ifMatch, row.version);
    if (stale) return stale;
    if (row.kind !== 'production')
      return failed('conflict', 'The lock of a trial has no end: there is nothing to renew.');
    if (!lockInForce(factsOfRow(row, []), now)) return failed('conflict', 'This license is not locked.');
    const approval = await insertApproval(tx, {
      type: 'lock-renewal',
      licenseId: row.id,
      terms: { reason: row.lockReason, note },
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
