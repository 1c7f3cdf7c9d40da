import { CircleCheck, type LucideIcon, OctagonX, TriangleAlert } from 'lucide-react';
import type { Finding } from '#lib/contract/health.ts';

const RESULTS: Record<Finding['result'], { icon: LucideIcon; word: string; look: string }> = {
  fine: { icon: CircleCheck, word: 'Fine', look: 's-active' },
  warning: { icon: TriangleAlert, word: 'Warning', look: 's-expiring' },
  wrong: { icon: OctagonX, word: 'Wrong', look: 's-terminated' },
};

/** How something was found, as icon and word. */
export function FindingState({ of }: { of: Finding['result'] }) {
  const { icon: Icon, word, look } = RESULTS[of];
  return (
    <span className={`state ${look}`}>
      <Icon aria-hidden="true" />
      {word}
    </span>
  );
}
