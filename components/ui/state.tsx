import { Ban, Calendar, CircleCheck, Clock, Lock, type LucideIcon, OctagonX } from 'lucide-react';
import type { LicenseState } from '#lib/domain/license-state.ts';

export type ShownState = LicenseState | 'refused';

/** The one map from state to icon and word; the colour is the class `s-<state>` (kit.css). */
const STATES: Record<ShownState, { icon: LucideIcon; word: string }> = {
  active: { icon: CircleCheck, word: 'Active' },
  expiring: { icon: Clock, word: 'Expiring' },
  scheduled: { icon: Calendar, word: 'Scheduled' },
  'not-started': { icon: Calendar, word: 'Not started' },
  locked: { icon: Lock, word: 'Locked' },
  terminated: { icon: OctagonX, word: 'Terminated' },
  revoked: { icon: OctagonX, word: 'Revoked' },
  expired: { icon: Clock, word: 'Expired' },
  refused: { icon: Ban, word: 'Refused' },
};

/** A state as icon and word in its colour. `iconOnly` is for dense rows: the word stays in the accessible name. */
export function State({ of, iconOnly = false, word }: { of: ShownState; iconOnly?: boolean; word?: string }) {
  const { icon: Icon, word: usual } = STATES[of];
  return (
    <span className={`state s-${of}`}>
      <Icon aria-hidden="true" />
      <span className={iconOnly ? 'vh' : undefined}>{word ?? usual}</span>
    </span>
  );
}
