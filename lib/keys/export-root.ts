import { listSigningKeys, lockKeys, updateSigningKey } from '#db/queries/keys.ts';
import { installation } from '#lib/platform/installation.ts';
import { reasonOf } from '#lib/platform/start-refused.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { type KeySetStanding, keySetStanding } from './key-set-standing.ts';
import { onlineRoot } from './open-active-key.ts';
import { writePrivateJwk } from './private-jwk-file.ts';
import { publishKeySet } from './publish-key-set.ts';
import { NO_KEYS_YET } from './roots.ts';

export type RootExport = { kid: string; file: string; keySet: KeySetStanding };

/**
 * Takes root A offline: signs one more key set, valid for `days` (1 to 730), writes the private JWK to `file` (an absolute
 * path where nothing is, mode 0600, on the disk before the transaction commits), and erases it from the database. A file
 * is never removed again: when the commit fails there are two copies, which is better than none.
 * Answers `forbidden`, `conflict` when the root is offline already or there is none yet, `invalid-input` when the file cannot be written.
 */
export const exportRoot = useCase<{ file: string; days: number }, RootExport, 'conflict' | 'invalid-input'>({
  action: 'key.export-root',
  run: async ({ tx, now }, { file, days }) => {
    await lockKeys(tx);
    const rows = await listSigningKeys(tx);
    if (rows.length === 0) return failed('conflict', NO_KEYS_YET);
    const root = onlineRoot(rows, installation().secret);
    if (root === null) return failed('conflict', 'The root is offline already.');
    const { kid } = root.jwk;
    await publishKeySet(tx, { root, days, now });
    await updateSigningKey(tx, kid, { privateEncrypted: null });
    try {
      await writePrivateJwk(file, root);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      return failed(
        'invalid-input',
        `${file} cannot be written: ${reasonOf(error)}. The root was not exported.`,
      );
    }
    const keySet = await keySetStanding(tx);
    return done(
      { kid, file, keySet },
      {
        subject: { type: 'key', id: kid },
        before: { use: 'root', isOnline: true },
        after: { use: 'root', isOnline: false, keySet: keySet.ver },
      },
    );
  },
});
