import { findAgreement } from '#db/queries/agreements.ts';
import { convertLicense, findLicense, listApps, lockLicenseRow } from '#db/queries/licenses.ts';
import { lockInForce, revoked } from '#lib/domain/license-state.ts';
import { currentNames, formerNamesOf } from '#lib/domain/product-names.ts';
import { factsOfRow, type LicenseView, viewLicense } from '#lib/licensing/license-view.ts';
import { licenseIdOf, located, locateLicense, staleVersion, teamOf } from '#lib/licensing/locate-license.ts';
import { tell } from '#lib/notices/tell.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { groundOf, issuedTerms, mayIssue, planLicense, tooManyApps } from './issue-licenses.ts';
import { takeAgreement, wrong } from './locate-agreement.ts';

export type ConversionInput = {
  id: string;
  agreement: string;
  products?: readonly string[] | undefined;
  platforms?: readonly Platform[] | undefined;
};

/**
 * Makes a trial a production license in place: License ID, key and identifiers stay, an end it had is no more, and devices
 * get production, on the agreement's numbers, at the next check. It covers all that the agreement does, or the products and
 * platforms that are named; the trial's own must be among them, unless others were named.
 * Answers `not-found`, `forbidden`, `invalid-input` (the agreement is not this team's, or covers too little),
 * `too-many-apps`, `conflict` (no trial any more, locked, revoked, or the agreement ends), `stale-version`.
 */
export const convertTrial = useCase<
  ConversionInput,
  LicenseView,
  'invalid-input' | 'too-many-apps' | 'conflict' | 'stale-version'
>({
  action: 'license.convert',
  locate: locateLicense,
  run: async (act, { id, agreement: number, ...asked }) => {
    const { tx, now, ifMatch } = act;
    const teamId = teamOf(act.teamId);
    const found = await findAgreement(tx, teamId, number);
    if (!found) return wrong('/agreement', `This team has no agreement ${number}.`);
    const taken = await takeAgreement({ ...act, ifMatch: null }, number);
    if (!taken.ok) throw new Error('an agreement was stale although no version was asked for');
    const agreement = taken.row;
    const trial = located(await lockLicenseRow(tx, teamId, licenseIdOf(id)));
    const stale = staleVersion(ifMatch, trial.version);
    if (stale) return stale;
    const facts = factsOfRow(trial, []);
    if (trial.kind !== 'trial') return failed('conflict', 'This is a production license already.');
    if (revoked(facts, now) || trial.revokedAt)
      return failed('conflict', 'This trial was revoked. Issue a license anew.');
    if (lockInForce(facts, now)) return failed('conflict', 'This trial is locked. Unlock it first.');
    const refusal = mayIssue(agreement, now);
    if (refusal) return failed('conflict', refusal);

    const ground = await groundOf(tx, agreement);
    const apps = await listApps(tx, [trial.id]);
    // Its identifiers stay as they are: only where the platforms they are for go on is asked here.
    const planned = planLicense({ ...asked, name: trial.name, apps: [] }, ground, '');
    const outside = apps.find(({ platform }) => !planned.platforms.includes(platform));
    if (outside) {
      return wrong(
        '/platforms',
        `${outside.value} is registered for ${outside.platform}, which would not be covered any more. Amend the agreement, or have it removed first.`,
      );
    }
    const had = currentNames(trial.products, ground.catalogue);
    const lost = asked.products ? [] : had.filter((name) => !planned.products.includes(name));
    if (lost.length > 0) {
      return wrong(
        '/products',
        `The trial has ${lost.join(', ')}, which the agreement does not cover. Amend it, or name the products to go on with.`,
      );
    }
    if (planned.errors[0]) return failed('invalid-input', planned.errors[0].detail, planned.errors);
    const tooMany = tooManyApps(ground, apps.length);
    if (tooMany) return failed('too-many-apps', tooMany);
    await convertLicense(tx, teamId, trial.id, {
      agreementId: agreement.id,
      products: planned.products,
      formerProducts: [
        ...new Set([
          ...trial.formerProducts,
          ...formerNamesOf(ground.catalogue.filter(({ name }) => planned.products.includes(name))),
        ]),
      ],
      platforms: planned.platforms,
      leaseSeconds: agreement.leaseSeconds,
      graceSeconds: agreement.graceSeconds,
      retrySeconds: agreement.retrySeconds,
    });
    await tell(tx, { notice: 'license-converted', subjectId: trial.id, teamId, now });
    const license = viewLicense(located(await findLicense(tx, teamId, trial.id)), apps, now);
    return done(license, {
      subject: { type: 'license', id: trial.id },
      before: {
        kind: 'trial',
        products: trial.products,
        platforms: trial.platforms,
        endsAt: trial.endsAt?.toISOString() ?? null,
      },
      after: issuedTerms(license),
    });
  },
});
