import { countApps, insertApps, lockLicenseRow, touchLicense } from '#db/queries/licenses.ts';
import { MAX_TRIAL_APPS } from '#lib/domain/trials.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { type AppView, viewApp } from './license-view.ts';
import { licenseIdOf, located, locateLicense, staleVersion, teamOf } from './locate-license.ts';
import { type AskedApp, readApps } from './new-apps.ts';

/**
 * Registers an identifier: it counts from the next check on. Without a value, `self-hosted` is issued one. A platform
 * that the license does not cover yet is not added by this.
 * Answers `not-found`, `forbidden`, `invalid-input`, `app-taken`, `too-many-apps`, `stale-version`.
 */
export const registerApp = useCase<
  { id: string } & AskedApp,
  AppView,
  'invalid-input' | 'app-taken' | 'too-many-apps' | 'stale-version'
>({
  action: 'app.register',
  locate: locateLicense,
  run: async ({ tx, teamId, now, actor, ifMatch }, { id, ...asked }) => {
    const license = located(await lockLicenseRow(tx, teamOf(teamId), licenseIdOf(id)));
    const stale = staleVersion(ifMatch, license.version);
    if (stale) return stale;
    if (!license.platforms.includes(asked.platform)) {
      const detail = `This license does not cover ${asked.platform}. It covers ${license.platforms.join(', ')}.`;
      return failed('invalid-input', detail, [{ pointer: '/platform', detail }]);
    }
    const { apps, errors } = readApps([asked], license.kind, () => '');
    const [app] = apps;
    if (!app)
      return failed('invalid-input', errors[0]?.detail ?? 'This identifier cannot be registered.', errors);
    if ((await countApps(tx, license.id)) >= MAX_TRIAL_APPS) {
      return failed('too-many-apps', `A trial has at most ${MAX_TRIAL_APPS} identifiers. Remove one first.`);
    }
    if (actor.personId === null) throw new Error('identifiers are registered by people');
    const [row] = await insertApps(tx, [
      { ...app, licenseId: license.id, createdAt: new Date(now), createdBy: actor.personId },
    ]);
    if (!row) {
      const detail = `${app.value} is registered for this license already.`;
      return failed('app-taken', detail, [{ pointer: '/value', detail }]);
    }
    await touchLicense(tx, license.teamId, license.id);
    return done(viewApp(row), {
      subject: { type: 'license', id: license.id },
      after: { app: { id: row.id, platform: row.platform, value: row.value } },
    });
  },
});
