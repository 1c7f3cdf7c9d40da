'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

const PAGES = [
  { href: '/docs', name: 'Quick start' },
  { href: '/docs/codes', name: 'Codes' },
];

/** The documents there are; `inside` are the anchors of the one shown. */
export function DocsNav({ inside }: { inside: readonly { id: string; name: string; isCode?: boolean }[] }) {
  const here = usePathname();
  return (
    <nav aria-label="Documents">
      <div>
        <h2>Documents</h2>
        <ul>
          {PAGES.map(({ href, name }) => (
            <li key={href}>
              <Link href={href} aria-current={href === here ? 'page' : undefined}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </div>
      <div className="inside">
        <h2>On this page</h2>
        <ul>
          {inside.map(({ id, name, isCode }) => (
            <li key={id}>
              <a href={`#${id}`} className={isCode ? 'mono' : undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}
