import Link from 'next/link';

export type Tab = { href: string; name: string; count?: number | undefined };

/** Tabs that are links: the chosen one is in the address, so back works and a tab can be sent to somebody. */
export function Tabs({ label, tabs, current }: { label: string; tabs: readonly Tab[]; current: string }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          scroll={false}
          aria-current={tab.href === current ? 'page' : undefined}
        >
          {tab.name}
          {tab.count === undefined ? null : <span className="n">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
