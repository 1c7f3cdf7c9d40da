import { findAgreement } from '#db/queries/agreements.ts';
import { teamOf } from '#lib/licensing/locate-license.ts';
import { done, useCase } from '#lib/use-case.ts';
import type { AgreementView } from './agreement-view.ts';
import { locateAgreement, locatedAgreement, viewNow } from './locate-agreement.ts';

/** One agreement, by its number in any case. Answers `not-found`. */
export const readAgreement = useCase<{ number: string }, AgreementView>({
  action: 'agreement.read',
  locate: locateAgreement,
  run: async ({ tx, teamId, now }, { number }) => {
    const row = locatedAgreement(await findAgreement(tx, teamOf(teamId), number));
    return done(await viewNow(tx, row, now));
  },
});
