import {
  House,
  KeyRound,
  type LucideIcon,
  ScrollText,
  ServerCog,
  SlidersHorizontal,
  Terminal,
  UserRound,
  UsersRound,
  Wrench,
} from 'lucide-react';
import type { Me } from '#lib/contract/me.ts';
import { POLICY, type TeamRole } from '#lib/domain/policy.ts';
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
    if (me.teams.some(({ slug, role }) => slug === place.slug && mayRead(role)))
      links.push({ href: `/${place.slug}/audit`, name: 'Audit log', icon: ScrollText, group: 'Team' });
  } else {
    for (const team of me.teams)
      links.push({ href: `/${team.slug}`, name: team.name, icon: House, isExact: true });
    links.push({ href: '/account', name: 'Account', icon: UserRound });
  }
  if (me.staffRole) links.push({ href: '/staff', name: 'Staff', icon: Wrench, isExact: true });
  if (me.staffRole === 'operator') links.push({ href: '/staff/operator', name: 'Operator', icon: ServerCog });
  return links;
}

function mayRead(role: TeamRole): boolean {
  return POLICY['audit.read-team'].team.includes(role);
}
