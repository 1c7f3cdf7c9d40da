import { insertNote } from '#db/queries/license-notes.ts';
import { countTrials, listApps, lockLicenseRow, updateLicense } from '#db/queries/licenses.ts';
import { planExtension } from '#lib/domain/trial-extension.ts';
import { trialYearStart } from '#lib/domain/trials.ts';
import { tell } from '#lib/notices/tell.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { factsOfRow, type LicenseView, viewLicense } from './license-view.ts';
import { licenseIdOf, located, locateLicense, staleVersion, teamOf } from './locate-license.ts';

export type ExtensionInput = { id: string; reason: string; days?: number | undefined };

/**
 * Extends a trial. Its team does it once, by 14 days, and says what for; staff do it by as many days as they say, 14 unless
 * they do. Leases last longer from the next check on.
 * Answers `not-found`, `forbidden`, `invalid-input` (a team that names other days), `conflict` (extended before, no trial,
 * revoked, locked), `trial-limit-running` (it has ended, and too many others run), `stale-version`.
 */
export const extendTrial = useCase<
  ExtensionInput,
  LicenseView,
  'invalid-input' | 'conflict' | 'trial-limit-running' | 'stale-version'
>({
  action: 'trial.extend',
  locate: locateLicense,
  run: async ({ tx, actor, now, teamId: locatedTeam, ifMatch }, { id, reason, days }) => {
    const teamId = teamOf(locatedTeam);
    const row = located(await lockLicenseRow(tx, teamId, licenseIdOf(id)));
    const stale = staleVersion(ifMatch, row.version);
    if (stale) return stale;
    const isTeam = actor.asker.kind === 'known' && actor.asker.teams.has(teamId);
    if (isTeam && days !== undefined && days !== 14) {
      const detail = 'A team extends by 14 days. Ask for more, and say what for.';
      return failed('invalid-input', detail, [{ pointer: '/days', detail }]);
    }
    const counted = await Promise.all(
      row.products.map((product) => countTrials(tx, teamId, { product, now, since: trialYearStart(now) })),
    );
    const plan = planExtension({
      license: factsOfRow(row, []),
      now,
      days: isTeam ? null : (days ?? 14),
      extendedAt: row.extendedAt?.getTime() ?? null,
      runningTrials: Math.max(0, ...counted.map(({ running }) => running)),
    });
    if (!plan.ok) return failed(plan.code, plan.detail);
    const change = {
      endsAt: new Date(plan.endsAt),
      extendedAt: isTeam ? new Date(now) : row.extendedAt,
    };
    await updateLicense(tx, teamId, row.id, change);
    // For staff to read: what a team needs more time for.
    const body = `Extended ${isTeam ? 'by its team' : 'by staff'} until ${change.endsAt.toISOString()}: ${reason}`;
    await insertNote(tx, { licenseId: row.id, authorId: actor.personId, at: new Date(now), body });
    await tell(tx, {
      notice: 'trial-extended',
      subjectId: row.id,
      key: `${row.id}:${plan.endsAt}`,
      teamId,
      except: actor.personId,
      now,
    });
    const extended = { ...row, ...change, version: row.version + 1 };
    return done(viewLicense(extended, await listApps(tx, [row.id]), now), {
      subject: { type: 'license', id: row.id },
      before: { endsAt: row.endsAt?.toISOString() ?? null },
      after: { endsAt: change.endsAt.toISOString(), by: isTeam ? 'team' : 'staff' },
    });
  },
});
