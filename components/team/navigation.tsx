'use client';

import { FileText, Menu as MenuIcon, Search, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Fragment, useEffect, useId, useState } from 'react';
import type { Me } from '#lib/contract/me.ts';
import { Button } from '../ui/button.tsx';
import { Mark } from '../ui/mark.tsx';
import { AccountMenu } from './account-menu.tsx';
import { InboxLink } from './inbox-link.tsx';
import { NAV_GROUPS, navLinks } from './nav-links.ts';
import { NavList } from './nav-list.tsx';
import type { Place } from './place.ts';
import { TeamMenu } from './team-menu.tsx';
import { useKeys } from './use-keys.ts';

const Palette = dynamic(() => import('./palette.tsx').then((module) => module.Palette), { ssr: false });
const KeysDialog = dynamic(() => import('./keys-dialog.tsx').then((module) => module.KeysDialog), {
  ssr: false,
});

/** The side of the page; on a phone a bar with a menu that opens below it. */
export function Navigation({ me, place }: { me: Me; place: Place }) {
  const here = usePathname();
  const id = useId();
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const role = me.teams.find((team) => team.slug === place.slug)?.role ?? me.staffRole;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu
  useEffect(() => setIsMenuOpen(false), [here]);
  useKeys({
    slug: place.slug,
    isStaff: place.isStaff === true,
    onPalette: () => setOpen('palette'),
    onKeys: () => setOpen('keys'),
  });

  const links = navLinks(me, place);
  return (
    <>
      <header className="topbar">
        <Mark />
        <span>{place.name}</span>
        <span className="end">
          <Button look="icon" aria-label="Search" onClick={() => setOpen('palette')}>
            <Search aria-hidden="true" />
          </Button>
          <Button
            look="icon"
            aria-label="Menu"
            aria-expanded={isMenuOpen}
            aria-controls={id}
            onClick={() => setIsMenuOpen(!isMenuOpen)}
          >
            {isMenuOpen ? <X aria-hidden="true" /> : <MenuIcon aria-hidden="true" />}
          </Button>
        </span>
      </header>
      <nav
        aria-label={place.slug ? 'Team' : place.name}
        className={isMenuOpen ? 'nav open' : 'nav'}
        id={id}
        onKeyDown={(event) => event.key === 'Escape' && setIsMenuOpen(false)}
      >
        <TeamMenu me={me} place={place} />
        <button type="button" className="find" onClick={() => setOpen('palette')}>
          <Search aria-hidden="true" />
          Search
          <kbd>Ctrl K</kbd>
        </button>
        <NavList links={links.filter(({ group }) => group === undefined)} here={here} />
        {NAV_GROUPS.map((name) => ({ name, links: links.filter(({ group }) => group === name) }))
          .filter((one) => one.links.length > 0)
          .map((one) => (
            <Fragment key={one.name}>
              <p className="head" id={`${id}-${one.name}`}>
                {one.name}
              </p>
              <NavList links={one.links} here={here} labelledBy={`${id}-${one.name}`} />
            </Fragment>
          ))}
        <div className="foot">
          <InboxLink here={here} />
          <Link href="/docs">
            <FileText aria-hidden="true" />
            Docs
          </Link>
          <AccountMenu name={me.name} role={role} onKeys={() => setOpen('keys')} />
        </div>
      </nav>
      {open === 'palette' ? (
        <Palette me={me} place={place} onKeys={() => setOpen('keys')} onClose={() => setOpen(null)} />
      ) : null}
      {open === 'keys' ? (
        <KeysDialog
          hasTeam={place.slug !== null}
          isStaff={place.isStaff === true}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}
