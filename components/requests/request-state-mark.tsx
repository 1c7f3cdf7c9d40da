import { Ban, CircleCheck, Clock, type LucideIcon, MessageSquare, Undo2 } from 'lucide-react';
import type { RequestState } from '#lib/domain/requests.ts';
import { STATE_WORDS } from './request-words.ts';

const MARKS: Readonly<Record<RequestState, { icon: LucideIcon; tone: string }>> = {
  open: { icon: Clock, tone: 's-expiring' },
  answered: { icon: MessageSquare, tone: 's-scheduled' },
  granted: { icon: CircleCheck, tone: 's-active' },
  declined: { icon: Ban, tone: 's-refused' },
  withdrawn: { icon: Undo2, tone: 's-expired' },
};

/** The state of a request as icon and word. */
export function RequestStateMark({ of }: { of: RequestState }) {
  const { icon: Icon, tone } = MARKS[of];
  return (
    <span className={`state ${tone}`}>
      <Icon aria-hidden="true" />
      <span>{STATE_WORDS[of]}</span>
    </span>
  );
}
