import type { ApprovalRow } from '#db/queries/approvals.ts';
import { lockLicenseRow, updateLicense } from '#db/queries/licenses.ts';
import { closeLock, insertLock, moveLockEnd } from '#db/queries/locks.ts';
import { emergencyLockEnd } from '#lib/domain/approvals.ts';
import { lockInForce } from '#lib/domain/license-state.ts';
import { factsOfRow } from '#lib/licensing/license-view.ts';
import { located, teamOf } from '#lib/licensing/locate-license.ts';
import { tell } from '#lib/notices/tell.ts';
import { type Act, type Failure, failed } from '#lib/use-case.ts';

type CarriedOut = { ok: true; after: Record<string, unknown> } | Failure<'conflict'>;

/** Locks a production license that one of staff asked to lock and another approved: felt at its next check. */
export async function carryOutLock(act: Act, approval: ApprovalRow): Promise<CarriedOut> {
  const { tx, now, actor, teamId } = act;
  const row = located(await lockLicenseRow(tx, teamOf(teamId), approval.licenseId ?? ''));
  if (lockInForce(factsOfRow(row, []), now)) return failed('conflict', 'This license was locked meanwhile.');
  const [lockedAt, lockEndsAt] = [new Date(now), new Date(emergencyLockEnd(now))];
  // One that has ended by itself is closed by whoever locks anew.
  if (row.lockEndsAt)
    await closeLock(tx, row.id, {
      unlockedAt: row.lockEndsAt,
      unlockedBy: null,
      unlockNote: 'Ended by itself.',
    });
  const reason = text(approval.terms.reason) ?? '';
  const lock = await insertLock(tx, {
    licenseId: row.id,
    lockedAt,
    lockedBy: approval.askedBy,
    reason,
    note: text(approval.terms.note),
    endsAt: lockEndsAt,
    approvedBy: actor.personId,
    approvedAt: lockedAt,
  });
  await updateLicense(tx, row.teamId, row.id, { lockedAt, lockReason: reason, lockEndsAt });
  await tell(tx, { notice: 'license-locked', subjectId: lock, teamId: row.teamId, now });
  return { ok: true, after: { lock, endsAt: lockEndsAt.toISOString() } };
}

/** Renews the emergency lock of a production license: it ends 14 days from now. */
export async function carryOutLockRenewal(act: Act, approval: ApprovalRow): Promise<CarriedOut> {
  const { tx, now, teamId } = act;
  const row = located(await lockLicenseRow(tx, teamOf(teamId), approval.licenseId ?? ''));
  if (!lockInForce(factsOfRow(row, []), now))
    return failed('conflict', 'This license is not locked any more: ask for a new lock.');
  // A notice that was served may hold it longer.
  const endsAt = new Date(Math.max(emergencyLockEnd(now), row.lockEndsAt?.getTime() ?? 0));
  const lock = await moveLockEnd(tx, row.id, endsAt);
  if (lock === null) throw new Error('a license is locked and has no lock');
  await updateLicense(tx, row.teamId, row.id, { lockEndsAt: endsAt });
  await tell(tx, {
    notice: 'lock-renewed',
    subjectId: lock,
    key: `${lock}:${approval.id}`,
    teamId: row.teamId,
    now,
  });
  return { ok: true, after: { lock, endsAt: endsAt.toISOString() } };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
