import type { License } from '#lib/contract/licenses.ts';
import type { Instant } from '#lib/domain/instant.ts';

/** How long after its key was copied a license is expected to have been asked about. */
export const EXPECTED_WITHIN_MS = 3_600_000;

/** Whether a license that works has seen no check for an hour after its key was copied. */
export function isCheckMissing(
  { keyCopiedAt, state }: Pick<License, 'keyCopiedAt' | 'state'>,
  hasChecks: boolean,
  now: Instant,
): boolean {
  const works = state === 'active' || state === 'expiring' || state === 'scheduled';
  return works && !hasChecks && keyCopiedAt !== null && now - Date.parse(keyCopiedAt) >= EXPECTED_WITHIN_MS;
}
