import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** Details on demand, without script. */
export function More({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className="more">
      <summary>
        <ChevronRight aria-hidden="true" />
        {summary}
      </summary>
      <div>{children}</div>
    </details>
  );
}
