import type { SigningKeyRow } from '#db/queries/keys.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { SIGN_WITHIN_MS } from './current-key-store.ts';

/**
 * Until when leases may run that a key signed; `longestMs` is the longest lease with its grace. A key of license keys is
 * needed by none. A process signs for so long after a rotation as it may rely on what it read of keys before.
 */
export function neededUntil({ kid, use, retiredAt }: SigningKeyRow, longestMs: number): Instant {
  if (use === 'license') return Number.NEGATIVE_INFINITY;
  if (retiredAt === null) throw new Error(`nobody knows since when ${kid} retires`);
  return retiredAt.getTime() + SIGN_WITHIN_MS + longestMs;
}
