import Link from 'next/link';
import type { NavLink } from './nav-links.ts';

type Props = { links: readonly NavLink[]; here: string; labelledBy?: string };

/** Links of the navigation; the one of this page says so. */
export function NavList({ links, here, labelledBy }: Props) {
  return (
    <ul aria-labelledby={labelledBy}>
      {links.map(({ href, name, icon: Icon, isExact }) => (
        <li key={href}>
          <Link
            href={href}
            aria-current={here === href || (!isExact && here.startsWith(`${href}/`)) ? 'page' : undefined}
          >
            <Icon aria-hidden="true" />
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
