import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** What went wrong with a whole form, above its button, read aloud once. Empty, it keeps its place in the page's speech. */
export function ProblemNote({ children }: { children?: ReactNode }) {
  return (
    <div role="alert">
      {children ? (
        <div className="problem">
          <TriangleAlert aria-hidden="true" />
          <span>{children}</span>
        </div>
      ) : null}
    </div>
  );
}
