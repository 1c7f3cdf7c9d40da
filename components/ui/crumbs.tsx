import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

type Props = { trail: readonly { href: string; name: string }[]; here: string; end?: ReactNode };

/** Where this page stands. `end` is the right end of the line: live state, a menu. */
export function Crumbs({ trail, here, end }: Props) {
  return (
    <div className="crumbs">
      <nav aria-label="Breadcrumb">
        <ol>
          {trail.map((step) => (
            <li key={step.href}>
              <Link href={step.href}>{step.name}</Link>
              <ChevronRight aria-hidden="true" />
            </li>
          ))}
          <li>
            <span aria-current="page">{here}</span>
          </li>
        </ol>
      </nav>
      {end ? <span className="end">{end}</span> : null}
    </div>
  );
}
