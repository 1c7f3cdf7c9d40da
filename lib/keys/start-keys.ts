import type { Handle } from '#db/client.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { ensureKeys, type KeyOrigin } from './ensure-keys.ts';
import { installKeyStore } from './key-store.ts';
import { openKeyStore } from './open-key-store.ts';
import { signKeySetWhenDue } from './sign-key-set-when-due.ts';

/**
 * Makes the keys at the first start, and opens the key store of this process. Comes after the migrations and before the
 * first check. Throws StartRefused when AUTH_SECRET is another than the keys were encrypted with.
 */
export async function startKeys(origin: KeyOrigin): Promise<void> {
  await ensureKeys(origin);
  await renewKeys(origin);
}

export type Renewal = { handle: Handle; secret: string; now: Instant };

/** Signs the key set anew when it is due, and reads the keys afresh. For a start, and for every hour after it. */
export async function renewKeys({ handle, secret, now }: Renewal): Promise<void> {
  const store = await openKeyStore({ handle, secret });
  const isSigned = (await signKeySetWhenDue({ handle, secret, now })) === 'signed';
  installKeyStore(isSigned ? await openKeyStore({ handle, secret }) : store);
}
