import { findLicense } from '#db/queries/licenses.ts';
import { keyFingerprint } from '#lib/keys/key-fingerprint.ts';
import { done, useCase } from '#lib/use-case.ts';
import { licenseIdOf, located, locateLicense, teamOf } from './locate-license.ts';

/** The license key, and the fingerprint by which people compare keys. Answers `not-found`, `forbidden`. */
export const readKey = useCase<{ id: string }, { key: string; fingerprint: string }>({
  action: 'license.read-key',
  locate: locateLicense,
  run: async ({ tx, teamId }, { id }) => {
    const { key } = located(await findLicense(tx, teamOf(teamId), licenseIdOf(id)));
    return done({ key, fingerprint: keyFingerprint(key) });
  },
});
