import type { Tx } from '#db/client.ts';
import { countAgreementUse, findAgreementById, lockAgreementForCount } from '#db/queries/agreements.ts';
import {
  countApps,
  findLicense,
  insertApps,
  type LicenseRow,
  lockLicenseRow,
  touchLicense,
} from '#db/queries/licenses.ts';
import { MAX_TRIAL_APPS } from '#lib/domain/trials.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { type AppView, viewApp } from './license-view.ts';
import { licenseIdOf, located, locateLicense, staleVersion, teamOf } from './locate-license.ts';
import { type AskedApp, readApps } from './new-apps.ts';

const CONVERTED =
  'This license was made a production license in the meantime. Read it again, then repeat your change.';

/**
 * Registers an identifier: it counts from the next check on. Without a value, `self-hosted` is issued one. A platform
 * that the license does not cover yet is not added by this. A trial has 100 at most, the licenses under an agreement
 * together what was agreed on.
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
    const read = located(await findLicense(tx, teamOf(teamId), licenseIdOf(id)));
    // Identifiers of all licenses under an agreement are counted together, one who registers after the other.
    if (read.agreementId !== null) await lockAgreementForCount(tx, read.agreementId);
    const license = located(await lockLicenseRow(tx, teamOf(teamId), licenseIdOf(id)));
    if (license.agreementId !== read.agreementId) return failed('stale-version', CONVERTED);
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
    const full = await whyFull(tx, license);
    if (full) return failed('too-many-apps', full);
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

/** Why a license can have no identifier more; null when it can. */
async function whyFull(tx: Tx, { id, teamId, agreementId }: LicenseRow): Promise<string | null> {
  if (agreementId === null) {
    const isFull = (await countApps(tx, id)) >= MAX_TRIAL_APPS;
    return isFull ? `A trial has at most ${MAX_TRIAL_APPS} identifiers. Remove one first.` : null;
  }
  const agreement = await findAgreementById(tx, teamId, agreementId);
  const use = (await countAgreementUse(tx, [agreementId])).get(agreementId);
  if (!agreement || (use?.apps ?? 0) < agreement.appLimit) return null;
  return `The agreement ${agreement.number} has ${agreement.appLimit} identifiers, and all are registered. Remove one, or ask for more.`;
}
