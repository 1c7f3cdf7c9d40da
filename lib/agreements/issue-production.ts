import type { LicenseView } from '#lib/licensing/license-view.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import {
  type AskedLicense,
  groundOf,
  issuedTerms,
  issueLicense,
  mayIssue,
  planLicense,
  tooManyApps,
} from './issue-licenses.ts';
import { locateAgreement, takeAgreement, wrong } from './locate-agreement.ts';

export type ProductionInput = Omit<AskedLicense, 'name'> & {
  kind: 'production';
  agreement: string;
  team?: string | undefined;
  name?: string | undefined;
  platforms?: readonly Platform[] | undefined;
};

/**
 * Issues a production license under an agreement: what is left out is all that the agreement covers.
 * Answers `not-found`, `forbidden`, `invalid-input`, `too-many-apps` (beyond what was agreed on), `conflict` (the agreement
 * has ended, or is being terminated).
 */
export const issueProduction = useCase<
  ProductionInput,
  LicenseView,
  'invalid-input' | 'too-many-apps' | 'conflict'
>({
  action: 'license.issue',
  locate: (tx, { agreement }) => locateAgreement(tx, { number: agreement }),
  run: async (act, { agreement: number, team, name, ...asked }) => {
    const { tx, now } = act;
    const taken = await takeAgreement({ ...act, ifMatch: null }, number);
    if (!taken.ok) throw new Error('an agreement was stale although no version was asked for');
    const { row } = taken;
    if (team !== undefined && team !== row.team)
      return wrong('/team', `The agreement ${row.number} is with another team.`);
    const refusal = mayIssue(row, now);
    if (refusal) return failed('conflict', refusal);
    const ground = await groundOf(tx, row);
    const planned = planLicense({ ...asked, name: name ?? row.title }, ground, '');
    if (planned.errors[0]) return failed('invalid-input', planned.errors[0].detail, planned.errors);
    const tooMany = tooManyApps(ground, planned.apps.length);
    if (tooMany) return failed('too-many-apps', tooMany);
    const license = await issueLicense(act, ground, planned);
    return done(license, { subject: { type: 'license', id: license.id }, after: issuedTerms(license) });
  },
});
