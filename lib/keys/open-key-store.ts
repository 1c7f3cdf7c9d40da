import type { Handle } from '#db/client.ts';
import { findNewestKeySet, listSigningKeys, readKeyEdition } from '#db/queries/keys.ts';
import { ANSWER_TYPES, type Outcome, serializeClaims } from '#sdk/protocol/answer.ts';
import { LICENSE_KEY_TYPE, serializeLicenseKey } from '#sdk/protocol/license-key.ts';
import { type JwsSigner, jwsSigner } from './jws-signer.ts';
import type { KeyStore } from './key-store.ts';
import { openActiveKey } from './open-active-key.ts';
import { isPublished, keyedJwk } from './published-keys.ts';
import { publishedJwk } from './signing-key.ts';

export type KeyAccess = { handle: Handle; secret: string };

/**
 * Reads and decrypts the active keys, once for all signatures to come. Throws StartRefused when AUTH_SECRET is another
 * than they were encrypted with, and a plain error when a key or the key set is missing: `ensureKeys` comes first.
 */
export async function openKeyStore({ handle, secret }: KeyAccess): Promise<KeyStore> {
  // Read first: a change between the statements makes a store that is newer than it says, and is read again.
  const edition = await readKeyEdition(handle);
  const rows = await listSigningKeys(handle);
  const keySet = await findNewestKeySet(handle);
  if (keySet === null) throw new Error('there is no key set; keys are made by ensureKeys');
  const answerKey = openActiveKey(rows, { use: 'answer', secret });
  const licenseKey = openActiveKey(rows, { use: 'license', secret });
  const signers: Record<Outcome, JwsSigner> = {
    lease: jwsSigner(answerKey, ANSWER_TYPES.lease),
    lock: jwsSigner(answerKey, ANSWER_TYPES.lock),
    refusal: jwsSigner(answerKey, ANSWER_TYPES.refusal),
  };
  const signLicense = jwsSigner(licenseKey, LICENSE_KEY_TYPE);
  const published = rows.filter((row) => row.use !== 'root' && isPublished(row));
  return {
    edition,
    answerKid: answerKey.jwk.kid,
    signAnswer: (answer) => signers[answer.outcome](serializeClaims(answer)),
    signLicenseKey: (claims) => signLicense(serializeLicenseKey(claims)),
    jwks: { keys: published.map((row) => publishedJwk(keyedJwk(row))) },
    keySet: keySet.jws,
  };
}
