import type { Tx } from '#db/client.ts';
import {
  findLicense,
  insertApps,
  type LicenseRow,
  listApps,
  lockLicenseRow,
  updateLicense,
} from '#db/queries/licenses.ts';
import { overlapOf, planKeyReplacement } from '#lib/domain/key-replacement.ts';
import { tell } from '#lib/notices/tell.ts';
import { type Act, done, failed, useCase } from '#lib/use-case.ts';
import type { LicenseId } from '#sdk/protocol/license-id.ts';
import { insertUnderFreshId } from './fresh-license-id.ts';
import { factsOfRow, type LicenseView, viewLicense } from './license-view.ts';
import { licenseIdOf, located, locateLicense, staleVersion, teamOf } from './locate-license.ts';

export type ReplaceKeyInput = {
  id: string;
  overlapSeconds?: number | undefined;
  overlapDays?: number | undefined;
};

/**
 * Replaces a key that leaked: gives the new License ID of the same license terms, with its own key and the same
 * identifiers. The old one is accepted for the overlap (14 days when none is chosen), then it is revoked. A lock stays
 * with the old one.
 * Answers `not-found`, `forbidden`, `conflict` (replaced, revoked, ended, or locked and asked by the team),
 * `stale-version`.
 */
export const replaceKey = useCase<ReplaceKeyInput, LicenseView, 'conflict' | 'stale-version'>({
  action: 'license.replace-key',
  locate: locateLicense,
  run: async (act, { id, ...chosen }) => {
    const { tx, teamId, now, ifMatch } = act;
    const row = located(await lockLicenseRow(tx, teamOf(teamId), licenseIdOf(id)));
    const stale = staleVersion(ifMatch, row.version);
    if (stale) return stale;
    const isStaff = act.actor.asker.kind === 'command' || !isOfTeam(act);
    const plan = planKeyReplacement(factsOfRow(row, []), {
      overlapSeconds: overlapOf(chosen),
      isStaff,
      now,
    });
    if (!plan.ok) return failed('conflict', plan.detail);
    const newId = await insertSuccessor(act, row);
    const revokedAt = new Date(plan.revokedAt);
    await updateLicense(tx, row.teamId, row.id, { revokedAt, replacedBy: newId });
    await tell(tx, {
      notice: 'key-replaced',
      subjectId: newId,
      teamId: row.teamId,
      except: act.actor.personId,
      now,
    });
    const made = located(await findLicense(tx, row.teamId, newId));
    return done(viewLicense(made, await listApps(tx, [newId]), now), {
      subject: { type: 'license', id: row.id },
      before: { replacedBy: null },
      after: { replacedBy: newId, revokedAt: revokedAt.toISOString() },
    });
  },
});

function isOfTeam({ actor, teamId }: Act): boolean {
  return actor.asker.kind === 'known' && teamId !== null && actor.asker.teams.has(teamId);
}

/** The same license under another License ID: nothing a check is decided on differs, but for the key and a lock. */
async function insertSuccessor({ tx, now, actor }: Act, row: LicenseRow): Promise<LicenseId> {
  const createdBy = actor.personId ?? row.createdBy;
  const id = await insertUnderFreshId(tx, now, {
    teamId: row.teamId,
    kind: row.kind,
    name: row.name,
    licensee: row.licensee,
    formerLicensees: row.formerLicensees,
    products: row.products,
    formerProducts: row.formerProducts,
    platforms: row.platforms,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    agreementId: row.agreementId,
    leaseSeconds: row.leaseSeconds,
    graceSeconds: row.graceSeconds,
    retrySeconds: row.retrySeconds,
    extendedAt: row.extendedAt,
    createdAt: new Date(now),
    createdBy,
  });
  await copyApps(tx, row.id, { licenseId: id, createdBy });
  return id;
}

async function copyApps(
  tx: Tx,
  from: LicenseId,
  to: { licenseId: LicenseId; createdBy: string },
): Promise<void> {
  const apps = await listApps(tx, [from]);
  // A statement takes 65,535 values at most; a license may have 10,000 identifiers.
  for (let start = 0; start < apps.length; start += 1_000) {
    await insertApps(
      tx,
      apps.slice(start, start + 1_000).map(({ id: _, ...app }) => ({ ...app, ...to })),
    );
  }
}
