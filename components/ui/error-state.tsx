import type { ReactNode } from 'react';
import { Button } from './button.tsx';

type Props = {
  title?: string;
  says?: ReactNode;
  requestId?: string | undefined;
  onRetry?: (() => void) | undefined;
  /** A way back. */
  back?: ReactNode;
};

/** In the place of what could not be shown: what happened, the request ID, and a way on. */
export function ErrorState({
  title = 'This could not be loaded',
  says = 'Nothing was changed. Try again; if it fails again, send the request ID to support.',
  requestId,
  onRetry,
  back,
}: Props) {
  return (
    <div className="failed" role="alert">
      <h2>{title}</h2>
      <p className="muted">{says}</p>
      {requestId ? (
        <p className="small muted">
          Request ID <code>{requestId}</code>
        </p>
      ) : null}
      <div className="actions">
        {onRetry ? <Button onClick={onRetry}>Try again</Button> : null}
        {back}
      </div>
    </div>
  );
}
