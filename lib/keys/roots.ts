import type { SigningKeyRow } from '#db/queries/keys.ts';
import { isPublished } from './published-keys.ts';
import type { SigningKey } from './signing-key.ts';

/** How many days a key set may be valid that an offline root signs (wire.md section 3): at most two years. */
export const MOST_KEY_SET_DAYS = 730;
/** How many it is when nobody says. */
export const OFFLINE_KEY_SET_DAYS = 365;

/** Whether a key that was brought is one of the roots that clients pin. */
export function isTrustedRoot(rows: readonly SigningKeyRow[], { jwk }: SigningKey): boolean {
  return rows.some(
    (row) => row.use === 'root' && isPublished(row) && row.kid === jwk.kid && row.publicJwk.x === jwk.x,
  );
}

/** What is said when a key was brought that is no root of this installation. */
export function foreignRoot({ jwk: { kid } }: SigningKey): string {
  return `${kid} is no root of this installation. Its roots are shown by: npx leasehold keys list`;
}

/** What is said when only a root can do it, and none is here. */
export const BRING_A_ROOT =
  'The root is offline. Bring it, or the spare: npx leasehold keys sign-set --root <file>';

/** What is said when there is nothing to change yet. */
export const NO_KEYS_YET = 'There are no keys yet; the first start makes them.';
