import type { KeySetStanding } from '#lib/keys/key-set-standing.ts';
import { BRING_A_ROOT } from '#lib/keys/roots.ts';

/** How the key set stands after a change, for a terminal. */
export function keySetLine({ ver, endsAt, isCurrent }: KeySetStanding): string {
  if (isCurrent) return `Key set ${ver} lists what counts, until ${endsAt}.`;
  return `Key set ${ver} does not list this yet. ${BRING_A_ROOT}`;
}
