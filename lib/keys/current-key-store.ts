import { database, type Handle } from '#db/client.ts';
import { readKeyEdition } from '#db/queries/keys.ts';
import { installation } from '#lib/platform/installation.ts';
import { installKeyStore, type KeyStore, keyStore } from './key-store.ts';
import { openKeyStore } from './open-key-store.ts';

/**
 * How old what the database said about keys may be when something is signed by it. `keys revoke` answers only when this
 * has passed since its commit: from then on no process signs with the revoked key.
 */
export const SIGN_WITHIN_MS = 2_000;

const MOST_TRIES = 3;

/** What the database said: which key signs answers, and when it was asked, by `performance.now()`. */
export type KeyReading = { answerKid: string; askedAt: number };

/**
 * The keys of this process if answers are signed with the one that the database named, and named no longer than two
 * seconds ago; else they are read afresh. For answers alone: a batch of checks brings what its own read said, so that it
 * costs no round trip. Ask again before signing after anything was waited for.
 */
export async function keyStoreAt({ answerKid, askedAt }: KeyReading): Promise<KeyStore> {
  const held = keyStore();
  return held.answerKid === answerKid && isFresh(askedAt) ? held : currentKeyStore();
}

/** The keys of this process after asking the database whether they are still the ones. One round trip when they are. */
export async function currentKeyStore(handle: Handle = database().orm): Promise<KeyStore> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const askedAt = performance.now();
    const store = await matching(handle, await readKeyEdition(handle));
    if (isFresh(askedAt)) return store;
  }
  throw new Error(`the database did not say within ${SIGN_WITHIN_MS} ms which keys sign`);
}

async function matching(handle: Handle, edition: string): Promise<KeyStore> {
  const held = keyStore();
  if (held.edition === edition) return held;
  const opened = await openKeyStore({ handle, secret: installation().secret });
  installKeyStore(opened);
  return opened;
}

function isFresh(askedAt: number): boolean {
  return performance.now() - askedAt < SIGN_WITHIN_MS;
}
