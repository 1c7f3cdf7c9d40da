import { CircleCheck, CircleDot, Clock, type LucideIcon, OctagonX } from 'lucide-react';
import type { ListedKey } from '#lib/contract/keys.ts';

/** Each state of a key as icon, word and look (kit.css). */
export const KEY_WORDS: Record<ListedKey['state'], { word: string; icon: LucideIcon; look: string }> = {
  next: { word: 'Next', icon: CircleDot, look: 's-not-started' },
  active: { word: 'Signs', icon: CircleCheck, look: 's-active' },
  retiring: { word: 'Retiring', icon: Clock, look: 's-expiring' },
  retired: { word: 'Retired', icon: Clock, look: 's-expired' },
  revoked: { word: 'Revoked', icon: OctagonX, look: 's-revoked' },
  spare: { word: 'Spare', icon: CircleDot, look: 's-not-started' },
};
