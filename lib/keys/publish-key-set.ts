import type { Tx } from '#db/client.ts';
import { findNewestKeySet, insertKeySet, type KeySetRow, listSigningKeys } from '#db/queries/keys.ts';
import { DAY_MS, type Instant, unixSeconds } from '#lib/domain/instant.ts';
import { KEY_SET_TYPE, serializeKeySet } from '#sdk/protocol/key-set.ts';
import { jwsSigner } from './jws-signer.ts';
import { type KeySetStanding, keySetStanding } from './key-set-standing.ts';
import { onlineRoot } from './open-active-key.ts';
import { keysToPublish } from './published-keys.ts';
import type { SigningKey } from './signing-key.ts';

/** How long a key set is valid that was signed while the root is online (wire.md section 3). */
export const KEY_SET_DAYS = 90;

export type Publication = { root: SigningKey; days?: number; now: Instant };

/**
 * Signs what the table of keys says now, as the version after the newest, and publishes it with the transaction, which
 * must have locked the keys (`lockKeys`).
 */
export async function publishKeySet(
  tx: Tx,
  { root, days = KEY_SET_DAYS, now }: Publication,
): Promise<KeySetRow> {
  const ver = ((await findNewestKeySet(tx))?.ver ?? 0) + 1;
  const iat = unixSeconds(now);
  const exp = unixSeconds(now + days * DAY_MS);
  const keys = keysToPublish(await listSigningKeys(tx));
  const jws = jwsSigner(root, KEY_SET_TYPE)(serializeKeySet({ ver, iat, exp, ...keys }));
  const row = { ver, jws, issuedAt: new Date(iat * 1000), expiresAt: new Date(exp * 1000) };
  await insertKeySet(tx, row);
  return row;
}

export type Change = {
  secret: string;
  /** A root that was brought for this; else the one in the database signs, if it is there. */
  root?: SigningKey | null;
  days?: number;
  now: Instant;
};

/**
 * After a change of keys: publishes a key set that lists what is to be trusted now, unless the published one does or no
 * root is at hand. Gives how the key set stands then: `isCurrent` is false when a root must be brought (`keys sign-set`).
 */
export async function publishChange(
  tx: Tx,
  { secret, root = null, days = KEY_SET_DAYS, now }: Change,
): Promise<KeySetStanding> {
  const standing = await keySetStanding(tx);
  if (standing.isCurrent) return standing;
  const signer = root ?? onlineRoot(await listSigningKeys(tx), secret);
  if (signer === null) return standing;
  await publishKeySet(tx, { root: signer, days, now });
  return keySetStanding(tx);
}
