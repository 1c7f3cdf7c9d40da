import type { License } from '#lib/contract/licenses.ts';

/**
 * When a license ended, or ends as far as is known: a trial's end, else the moment of its agreement's ending or last day.
 * Null while none is known.
 */
export function endOfLicense({
  state,
  endsAt,
  stateSince,
  stateUntil,
}: Pick<License, 'state' | 'endsAt' | 'stateSince' | 'stateUntil'>): string | null {
  if (state === 'expired' || state === 'terminated' || state === 'revoked') return stateSince ?? endsAt;
  if (state === 'expiring' || state === 'scheduled') return stateUntil ?? endsAt;
  return endsAt;
}
