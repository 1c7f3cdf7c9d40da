import type { Handle } from '#db/client.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { log } from '#lib/platform/log.ts';
import { ensureKeys, type KeyOrigin } from './ensure-keys.ts';
import { KEY_SET_WARNING_MS, keySetStanding } from './key-set-standing.ts';
import { installKeyStore } from './key-store.ts';
import { openKeyStore } from './open-key-store.ts';
import { BRING_A_ROOT } from './roots.ts';
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

/**
 * Signs the key set anew when it is due, and reads the keys afresh. For a start, and for every hour after it. Says in the
 * log when an offline root is needed: devices that need a key set a month from now would have none.
 */
export async function renewKeys({ handle, secret, now }: Renewal): Promise<void> {
  const store = await openKeyStore({ handle, secret });
  const result = await signKeySetWhenDue({ handle, secret, now });
  installKeyStore(result === 'signed' ? await openKeyStore({ handle, secret }) : store);
  if (result !== 'root-offline') return;
  const { ver, endsAt, isCurrent } = await keySetStanding(handle);
  const isEnding = Date.parse(endsAt) - now < KEY_SET_WARNING_MS;
  if (isEnding || !isCurrent) log.warn({ keySet: ver, endsAt, isCurrent }, BRING_A_ROOT);
}
