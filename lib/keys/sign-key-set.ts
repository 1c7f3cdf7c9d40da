import { listSigningKeys, lockKeys } from '#db/queries/keys.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { type KeySetStanding, keySetStanding } from './key-set-standing.ts';
import { publishKeySet } from './publish-key-set.ts';
import { foreignRoot, isTrustedRoot } from './roots.ts';
import type { SigningKey } from './signing-key.ts';

/**
 * Signs and publishes a key set with a root that was brought: A or the spare. It lists what is to be trusted now, has the
 * next version, and is valid for `days` (1 to 730). The root is used once and stored nowhere.
 * Answers `forbidden`, `invalid-input` when the key is no root of this installation.
 */
export const signKeySet = useCase<{ root: SigningKey; days: number }, KeySetStanding, 'invalid-input'>({
  action: 'key.sign-set',
  run: async ({ tx, now }, { root, days }) => {
    await lockKeys(tx);
    const rows = await listSigningKeys(tx);
    if (!isTrustedRoot(rows, root)) return failed('invalid-input', foreignRoot(root));
    await publishKeySet(tx, { root, days, now });
    const keySet = await keySetStanding(tx);
    return done(keySet, {
      subject: { type: 'key', id: root.jwk.kid },
      after: { keySet: keySet.ver, endsAt: keySet.endsAt },
    });
  },
});
