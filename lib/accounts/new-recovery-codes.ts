import { replaceRecoveryCodes } from '#db/queries/second-factors.ts';
import { installation } from '#lib/platform/installation.ts';
import { makeRecoveryCodes, recoveryCodeHash } from '#lib/platform/recovery-codes.ts';
import type { Act } from '#lib/use-case.ts';

/** Ten new recovery codes in place of all a person had; they are shown this once, and kept as hashes. */
export async function newRecoveryCodes({ tx, now }: Act, personId: string): Promise<string[]> {
  const codes = makeRecoveryCodes();
  const seal = { secret: installation().secret, owner: personId };
  const hashes = codes.map((code) => recoveryCodeHash(code, seal)).filter((hash) => hash !== null);
  await replaceRecoveryCodes(tx, personId, { hashes, now });
  return codes;
}
