import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

type Props = { id?: string; tone?: 'plain' | 'ok' | 'bad'; children: ReactNode; action?: ReactNode };

/** The line under a field: plain help, fine as it is, or what to fix, with the fix as a button. */
export function Hint({ id, tone = 'plain', children, action }: Props) {
  return (
    <div className={tone === 'plain' ? 'hint' : `hint ${tone}`} id={id}>
      {tone === 'bad' ? <TriangleAlert aria-hidden="true" /> : null}
      {tone === 'ok' ? <CircleCheck aria-hidden="true" /> : null}
      <span>{children}</span>
      {action}
    </div>
  );
}
