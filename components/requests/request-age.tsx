import { LiveTime } from '#components/ui/live-time.tsx';
import type { Request } from '#lib/contract/requests.ts';
import { isWaiting } from '#lib/domain/requests.ts';

/** How a request stands against its promise: until when an answer was promised, or when it was decided. */
export function RequestAge({ request, drawnAt }: { request: Request; drawnAt: number }) {
  const at = (instant: string, isPast = false) => (
    <LiveTime at={Date.parse(instant)} show="relative" drawnAt={drawnAt} isPast={isPast} />
  );
  if (!isWaiting(request.state)) return <>{request.decidedAt ? at(request.decidedAt, true) : ''}</>;
  if (request.state === 'answered')
    return <>answered {at(request.answeredAt ?? request.lastMessageAt, true)}</>;
  const isLate = Date.parse(request.answerBy) < drawnAt;
  return (
    <span className={isLate ? 'request-late' : undefined}>
      {isLate ? 'late: promised ' : 'answer promised '}
      {at(request.answerBy, isLate)}
    </span>
  );
}
