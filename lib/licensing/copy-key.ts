import { markKeyCopied } from '#db/queries/licenses.ts';
import { done, useCase } from '#lib/use-case.ts';
import { licenseIdOf, locateLicense, teamOf } from './locate-license.ts';

/**
 * Notes that the key was copied or downloaded on the dashboard, so that a license that sees no check within the hour can
 * say what to look at. No change of the license: its version stays. Answers `not-found`, `forbidden`.
 */
export const copyKey = useCase<{ id: string }, undefined>({
  action: 'license.copy-key',
  locate: locateLicense,
  run: async ({ tx, teamId, now }, { id }) => {
    const licenseId = licenseIdOf(id);
    await markKeyCopied(tx, teamOf(teamId), licenseId, new Date(now));
    return done(undefined, { subject: { type: 'license', id: licenseId } });
  },
});
