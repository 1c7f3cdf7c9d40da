import type { KeyUse, SigningKeyRow } from '#db/queries/keys.ts';
import { StartRefused } from '#lib/platform/start-refused.ts';
import { isRootOnline } from './key-set-standing.ts';
import { keyedJwk } from './published-keys.ts';
import { unsealPrivateKey } from './sealed-private-key.ts';
import type { SigningKey } from './signing-key.ts';

/** The line that a start ends with whose AUTH_SECRET is another than the keys were encrypted with. */
const WRONG_SECRET =
  'AUTH_SECRET is not the secret that the signing keys in this database were encrypted with; it must be the one of ' +
  'the first start (with the embedded database it lies in DATA_DIR, beside the database).';

export type ActiveKey = { use: KeyUse; secret: string };

/**
 * The key that signs for a use, opened. Throws StartRefused when AUTH_SECRET is another than it was encrypted with, and a
 * plain error when there is none.
 */
export function openActiveKey(rows: readonly SigningKeyRow[], { use, secret }: ActiveKey): SigningKey {
  const row = rows.find((one) => one.use === use && one.state === 'active');
  if (row?.privateEncrypted == null)
    throw new Error(`there is no active ${use} key whose private part is here`);
  const privateKey = unsealPrivateKey(row.privateEncrypted, { secret, kid: row.kid });
  if (privateKey === null) throw new StartRefused(WRONG_SECRET);
  return { jwk: keyedJwk(row), privateKey };
}

/** The root, opened; null when it was taken offline. */
export function onlineRoot(rows: readonly SigningKeyRow[], secret: string): SigningKey | null {
  return isRootOnline(rows) ? openActiveKey(rows, { use: 'root', secret }) : null;
}
