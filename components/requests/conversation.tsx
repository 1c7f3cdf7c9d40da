import { LiveTime } from '#components/ui/live-time.tsx';
import type { RequestMessage } from '#lib/contract/requests.ts';

type Props = { messages: readonly RequestMessage[]; teamName: string; vendorName: string; drawnAt: number };

/** What both sides wrote, in order. */
export function Conversation({ messages, teamName, vendorName, drawnAt }: Props) {
  return (
    <ol className="conversation" aria-label="Conversation">
      {messages.map((message) => (
        <li key={message.id} className={message.side}>
          <p className="who">
            <b>{message.author ?? 'A deleted account'}</b>
            <span className="muted">
              {message.side === 'team' ? teamName : vendorName},{' '}
              <LiveTime at={Date.parse(message.at)} show="relative" drawnAt={drawnAt} isPast />
            </span>
          </p>
          <p className="said">{message.body}</p>
        </li>
      ))}
    </ol>
  );
}
