import { CircleCheck, CircleSlash } from 'lucide-react';

/** Whether the page follows what happens. */
export function LiveMark({ isLive }: { isLive: boolean }) {
  return isLive ? (
    <span className="row">
      <CircleCheck aria-hidden="true" />
      Live
    </span>
  ) : (
    <span className="row s-expiring">
      <CircleSlash aria-hidden="true" />
      Not updating, connecting again
    </span>
  );
}
