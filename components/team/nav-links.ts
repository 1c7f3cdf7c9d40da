import {
  House,
  KeyRound,
  type LucideIcon,
  SlidersHorizontal,
  Terminal,
  UserRound,
  UsersRound,
  Wrench,
} from 'lucide-react';
import type { Me } from '#lib/contract/me.ts';
import type { Place } from './place.ts';

export type NavLink = {
  href: string;
  name: string;
  icon: LucideIcon /** Only this address, not those below it. */;
  isExact?: boolean;
  /** The head it stands under; those without stand first. */
  group?: 'Team';
};

/** What exists for this person in this place, and nothing that does not yet. */
export function navLinks(me: Me, place: Place): NavLink[] {
  const links: NavLink[] = [];
  if (place.slug) {
    links.push({ href: `/${place.slug}`, name: 'Home', icon: House, isExact: true });
    links.push({ href: `/${place.slug}/licenses`, name: 'Licenses', icon: KeyRound });
    links.push({ href: `/${place.slug}/members`, name: 'Members', icon: UsersRound, group: 'Team' });
    links.push({ href: `/${place.slug}/tokens`, name: 'API tokens', icon: Terminal, group: 'Team' });
    links.push({ href: `/${place.slug}/settings`, name: 'Settings', icon: SlidersHorizontal, group: 'Team' });
  } else {
    for (const team of me.teams)
      links.push({ href: `/${team.slug}`, name: team.name, icon: House, isExact: true });
    links.push({ href: '/account', name: 'Account', icon: UserRound });
  }
  if (me.staffRole) links.push({ href: '/staff', name: 'Staff', icon: Wrench });
  return links;
}
