/**
 * Replacing a key that leaked (product.md, Also): a new License ID for the same license terms; both are accepted for an
 * overlap that the team chooses, then the old one is revoked.
 *
 * 1. A License ID is replaced once, and not after it was revoked.
 * 2. A license that has ended is not replaced: there is nothing left to go on.
 * 3. While it is locked, only staff replace it: else a new key would be a way round the lock.
 */
import { DAY_MS, type Instant } from './instant.ts';
import type { LicenseFacts } from './license.ts';
import { licenseState } from './license-state.ts';

/** The longest overlap: as long as the longest lease and grace together, and a release of the app. */
export const MAX_OVERLAP_SECONDS = 90 * 86_400;

/** The overlap when none is chosen. */
export const USUAL_OVERLAP_SECONDS = 14 * 86_400;

export type KeyReplacement = { ok: true; revokedAt: Instant } | { ok: false; detail: string };

/** When the old License ID would be revoked, or why it cannot be replaced, as a sentence. */
export function planKeyReplacement(
  license: LicenseFacts,
  { overlapSeconds, isStaff, now }: { overlapSeconds: number; isStaff: boolean; now: Instant },
): KeyReplacement {
  const { state, since } = licenseState(license, now);
  if (license.revokedAt !== null) {
    return { ok: false, detail: 'The key of this License ID was replaced already, or it was revoked.' };
  }
  if (state === 'expired' || state === 'terminated') {
    const at = since === null ? '' : ` at ${new Date(since).toISOString()}`;
    return { ok: false, detail: `This license has ended${at}: a new key would not work either.` };
  }
  if (state === 'locked' && !isStaff) {
    return { ok: false, detail: 'This license is locked. Support replaces its key when it unlocks it.' };
  }
  return { ok: true, revokedAt: now + overlapSeconds * 1000 };
}

/** The overlap in seconds, from what was chosen in seconds or in days of 24 hours. */
export function overlapOf({
  overlapSeconds,
  overlapDays,
}: {
  overlapSeconds?: number | undefined;
  overlapDays?: number | undefined;
}): number {
  if (overlapSeconds !== undefined) return overlapSeconds;
  return overlapDays === undefined ? USUAL_OVERLAP_SECONDS : overlapDays * (DAY_MS / 1000);
}
