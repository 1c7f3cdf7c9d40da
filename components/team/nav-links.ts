import {
  Building2,
  Handshake,
  House,
  Inbox,
  KeyRound,
  ListChecks,
  ListTodo,
  type LucideIcon,
  Mail,
  MessageSquare,
  Package,
  ScrollText,
  Search,
  Server,
  SlidersHorizontal,
  Stamp,
  Terminal,
  UserRound,
  UsersRound,
  Wrench,
} from 'lucide-react';
import type { Me } from '#lib/contract/me.ts';
import { POLICY, type StaffRole, type TeamRole } from '#lib/domain/policy.ts';
import { OPERATOR_PAGES } from '../operator/operator-pages.ts';
import type { Place } from './place.ts';

/** The heads of the navigation, in their order. */
export const NAV_GROUPS = ['Team', 'Operator'] as const;
type NavGroup = (typeof NAV_GROUPS)[number];

export type NavLink = {
  href: string;
  name: string;
  icon: LucideIcon /** Only this address, not those below it. */;
  isExact?: boolean;
  /** The head it stands under; those without stand first. */
  group?: NavGroup;
};

/** What exists for this person in this place, and nothing that does not yet. */
export function navLinks(me: Me, place: Place): NavLink[] {
  if (place.isStaff && me.staffRole) return staffLinks(me.staffRole);
  const links: NavLink[] = [];
  if (place.slug) {
    links.push({ href: `/${place.slug}`, name: 'Home', icon: House, isExact: true });
    links.push({ href: `/${place.slug}/licenses`, name: 'Licenses', icon: KeyRound });
    links.push({ href: `/${place.slug}/explain`, name: 'Explain', icon: ListChecks });
    links.push({ href: `/${place.slug}/agreements`, name: 'Agreements', icon: Handshake });
    links.push({ href: `/${place.slug}/requests`, name: 'Requests', icon: MessageSquare });
    links.push({ href: `/${place.slug}/members`, name: 'Members', icon: UsersRound, group: 'Team' });
    links.push({ href: `/${place.slug}/tokens`, name: 'API tokens', icon: Terminal, group: 'Team' });
    links.push({ href: `/${place.slug}/settings`, name: 'Settings', icon: SlidersHorizontal, group: 'Team' });
    if (me.teams.some(({ slug, role }) => slug === place.slug && mayRead(role)))
      links.push({ href: `/${place.slug}/audit`, name: 'Audit log', icon: ScrollText, group: 'Team' });
  } else {
    for (const team of me.teams)
      links.push({ href: `/${team.slug}`, name: team.name, icon: House, isExact: true });
    links.push({ href: '/account', name: 'Account', icon: UserRound, isExact: true });
  }
  if (me.staffRole) links.push({ href: '/staff', name: 'Staff', icon: Wrench });
  return links;
}

/** The pages for staff, in the order of the work; those for operators stand under their own head. */
function staffLinks(role: StaffRole): NavLink[] {
  const links: NavLink[] = [{ href: '/staff', name: 'Queue', icon: Inbox, isExact: true }];
  links.push({ href: '/staff/search', name: 'Search', icon: Search });
  links.push({ href: '/staff/licenses', name: 'Licenses', icon: KeyRound });
  links.push({ href: '/staff/teams', name: 'Teams', icon: Building2 });
  links.push({ href: '/staff/explain', name: 'Explain', icon: ListChecks });
  links.push({ href: '/staff/approvals', name: 'Approvals', icon: Stamp });
  links.push({ href: '/staff/agreements', name: 'Agreements', icon: Handshake });
  links.push({ href: '/staff/requests', name: 'Requests', icon: MessageSquare });
  if (role === 'operator')
    for (const page of OPERATOR_PAGES)
      links.push({ ...page, icon: OPERATOR_ICONS[page.name], group: 'Operator' });
  return links;
}

const OPERATOR_ICONS: Readonly<Record<(typeof OPERATOR_PAGES)[number]['name'], LucideIcon>> = {
  Catalogue: Package,
  Keys: KeyRound,
  Staff: UsersRound,
  Mail,
  Jobs: ListTodo,
  'Audit log': ScrollText,
  Health: Server,
};

function mayRead(role: TeamRole): boolean {
  return POLICY['audit.read-team'].team.includes(role);
}
