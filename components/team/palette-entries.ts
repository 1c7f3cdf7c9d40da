import {
  BookOpen,
  Building2,
  FileText,
  Handshake,
  House,
  Inbox,
  Keyboard,
  KeyRound,
  ListChecks,
  type LucideIcon,
  Monitor,
  Moon,
  Plus,
  Search,
  ServerCog,
  Stamp,
  Sun,
  Terminal,
  UserRound,
  UsersRound,
  Wrench,
} from 'lucide-react';
import type { ListedLicense } from '#lib/contract/licenses.ts';
import type { Me } from '#lib/contract/me.ts';
import { OPERATOR_PAGES } from '../operator/operator-pages.ts';
import type { Place } from './place.ts';

export type Entry = {
  id: string;
  group: 'Pages' | 'Licenses' | 'Actions';
  name: string;
  aside?: string;
  icon: LucideIcon;
  /** Where it leads, or what it does. */
  href?: string;
  act?: () => void;
};

const STAFF_PAGES = [
  ['Search', Search],
  ['Licenses', KeyRound],
  ['Teams', Building2],
  ['Explain', ListChecks],
  ['Approvals', Stamp],
  ['Agreements', Handshake],
] as const;

type Acts = { setTheme: (theme: string) => void; onKeys: () => void };

/** The pages and actions there are for this person here. */
export function standingEntries(me: Me, place: Place, { setTheme, onKeys }: Acts): Entry[] {
  const entries: Entry[] = [];
  const team = place.slug;
  if (team) {
    entries.push({ id: 'home', group: 'Pages', name: 'Home', icon: House, href: `/${team}` });
    entries.push({
      id: 'licenses',
      group: 'Pages',
      name: 'Licenses',
      icon: KeyRound,
      href: `/${team}/licenses`,
    });
    entries.push({
      id: 'explain',
      group: 'Pages',
      name: 'Explain a check',
      icon: ListChecks,
      href: `/${team}/explain`,
    });
    entries.push({
      id: 'agreements',
      group: 'Pages',
      name: 'Agreements',
      icon: Handshake,
      href: `/${team}/agreements`,
    });
    entries.push({
      id: 'members',
      group: 'Pages',
      name: 'Members',
      icon: UsersRound,
      href: `/${team}/members`,
    });
    entries.push({
      id: 'tokens',
      group: 'Pages',
      name: 'API tokens',
      icon: Terminal,
      href: `/${team}/tokens`,
    });
    entries.push({
      id: 'settings',
      group: 'Pages',
      name: 'Settings',
      aside: 'Team',
      icon: ServerCog,
      href: `/${team}/settings`,
    });
  }
  for (const { slug, name } of me.teams) {
    if (slug !== team)
      entries.push({
        id: `team-${slug}`,
        group: 'Pages',
        name,
        aside: 'Team',
        icon: House,
        href: `/${slug}`,
      });
  }
  if (me.staffRole) {
    entries.push({ id: 'staff', group: 'Pages', name: 'Staff', icon: Wrench, href: '/staff' });
    for (const [name, icon] of STAFF_PAGES)
      entries.push({
        id: `staff-${name.toLowerCase()}`,
        group: 'Pages',
        name,
        aside: 'Staff',
        icon,
        href: `/staff/${name.toLowerCase()}`,
      });
  }
  if (me.staffRole === 'operator')
    for (const { href, name } of OPERATOR_PAGES)
      entries.push({ id: href, group: 'Pages', name, aside: 'Operator', icon: ServerCog, href });
  entries.push({ id: 'inbox', group: 'Pages', name: 'Inbox', icon: Inbox, href: '/account/inbox' });
  entries.push({ id: 'account', group: 'Pages', name: 'Account', icon: UserRound, href: '/account' });
  entries.push({ id: 'docs', group: 'Pages', name: 'Docs', icon: FileText, href: '/docs' });
  entries.push({
    id: 'codes',
    group: 'Pages',
    name: 'Codes',
    aside: 'Docs',
    icon: BookOpen,
    href: '/docs/codes',
  });
  if (team)
    entries.push({
      id: 'new-trial',
      group: 'Actions',
      name: 'New trial',
      icon: Plus,
      href: `/${team}/licenses/new`,
    });
  entries.push({ id: 'new-team', group: 'Actions', name: 'New team', icon: Plus, href: '/teams/new' });
  entries.push({
    id: 'light',
    group: 'Actions',
    name: 'Use the light theme',
    icon: Sun,
    act: () => setTheme('light'),
  });
  entries.push({
    id: 'dark',
    group: 'Actions',
    name: 'Use the dark theme',
    icon: Moon,
    act: () => setTheme('dark'),
  });
  entries.push({
    id: 'system',
    group: 'Actions',
    name: 'Use the theme of the system',
    icon: Monitor,
    act: () => setTheme('system'),
  });
  entries.push({ id: 'keys', group: 'Actions', name: 'Show the keys', icon: Keyboard, act: onKeys });
  return entries;
}

/** Licenses of the team as entries; each says its ID beside its name. */
export function licenseEntries(team: string, licenses: readonly ListedLicense[]): Entry[] {
  return licenses.map(({ id, name }) => ({
    id,
    group: 'Licenses',
    name,
    aside: id,
    icon: KeyRound,
    href: `/${team}/licenses/${id}`,
  }));
}

/** Those whose name or aside holds every word typed, pages first, then licenses, then actions. */
export function matching(entries: readonly Entry[], typed: string): Entry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.filter(({ name, aside = '' }) =>
    words.every((word) => `${name} ${aside}`.toLowerCase().includes(word)),
  );
  return (['Pages', 'Licenses', 'Actions'] as const).flatMap((group) =>
    found.filter((entry) => entry.group === group),
  );
}
