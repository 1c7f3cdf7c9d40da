import type { Action } from '#lib/domain/policy.ts';

/** What addresses are made of. */
export type Places = {
  slug: string;
  license: string;
  product: string;
  invitation: string;
  letter: string;
  agreement: string;
  request: string;
};

export type PageSample = {
  /** For whom: everybody, whoever is signed in, members of the team, staff. */
  world: 'public' | 'account' | 'team' | 'staff';
  /** The row of the policy that says who sees it. */
  asks: Action;
  /** The row that greys its one action, with its words, for whom it does not allow. */
  greys?: Action;
  /** It is no page of its own and leads on to one. */
  leadsOn?: true;
  address: (places: Places) => string;
};

const open = (asks: Action, address: PageSample['address']): PageSample => ({
  world: 'public',
  asks,
  address,
});
const ofTeam = (asks: Action, path: string): PageSample => ({
  world: 'team',
  asks,
  address: ({ slug }) => `/${slug}${path}`,
});
const ofLicense = (asks: Action, path: string): PageSample => ({
  world: 'team',
  asks,
  address: ({ slug, license }) => `/${slug}/licenses/${license}${path}`,
});
const ofStaff = (asks: Action, path: string): PageSample => ({
  world: 'staff',
  asks,
  address: () => `/staff${path}`,
});

const ofStaffLicense = (asks: Action, path: string): PageSample => ({
  world: 'staff',
  asks,
  address: ({ license }) => `/staff/licenses/${license}${path}`,
});

const ofAgreement = (asks: Action, path: string): PageSample => ({
  world: 'staff',
  asks,
  address: ({ agreement }) => `/staff/agreements/${agreement}${path}`,
});

/** Every page by its file, with whom it is for. A page without a line here fails the test. */
export const PAGES: Readonly<Record<string, PageSample>> = {
  '(account)/account': { world: 'account', asks: 'me.read', address: () => '/account' },
  '(account)/account/inbox': { world: 'account', asks: 'inbox.read', address: () => '/account/inbox' },
  '(account)/teams/new': { world: 'account', asks: 'team.create', address: () => '/teams/new' },
  '(auth)/become-operator': open('account.become-operator', () => '/become-operator?token=x'),
  '(auth)/forgot': open('account.request-reset', () => '/forgot'),
  '(auth)/invite/[token]': open('invitation.read', ({ invitation }) => `/invite/${invitation}`),
  '(auth)/reset': open('account.reset', () => '/reset?token=x'),
  '(auth)/sign-in': open('account.sign-up', () => '/sign-in'),
  '(auth)/sign-up': open('account.sign-up', () => '/sign-up'),
  // Who has nothing to give here is led on, whoever they are.
  '(auth)/two-factor': open('account.sign-up', () => '/two-factor'),
  '(auth)/verify': open('account.verify', () => '/verify?token=x'),
  '(public)': open('product.list', () => '/'),
  '(public)/docs': open('product.list', () => '/docs'),
  '(public)/docs/codes': open('product.list', () => '/docs/codes'),
  // Open to everybody on this machine, and to nobody else (lib/api/mail-folder.ts).
  mail: open('product.list', () => '/mail'),
  'mail/[name]': open('product.list', ({ letter }) => `/mail/${letter}`),
  '(staff)/staff': ofStaff('staff.list', ''),
  '(staff)/staff/agreements/(list)': ofStaff('agreement.list', '/agreements'),
  '(staff)/staff/agreements/[number]': ofAgreement('agreement.read', ''),
  '(staff)/staff/agreements/[number]/amend': {
    ...ofAgreement('agreement.read', '/amend'),
    greys: 'agreement.amend',
  },
  '(staff)/staff/agreements/[number]/issue': {
    ...ofAgreement('agreement.read', '/issue'),
    greys: 'license.issue',
  },
  '(staff)/staff/agreements/new': {
    ...ofStaff('agreement.list', '/agreements/new'),
    greys: 'agreement.create',
  },
  '(staff)/staff/approvals': ofStaff('approval.list', '/approvals'),
  '(staff)/staff/explain': ofStaff('license.explain', '/explain'),
  '(staff)/staff/licenses/(list)': ofStaff('license.list', '/licenses'),
  '(staff)/staff/licenses/[id]/(tabs)': ofStaffLicense('license.read', ''),
  '(staff)/staff/licenses/[id]/(tabs)/checks': ofStaffLicense('check.read', '/checks'),
  '(staff)/staff/licenses/[id]/(tabs)/identifiers': ofStaffLicense('license.read', '/identifiers'),
  '(staff)/staff/licenses/[id]/(tabs)/key': ofStaffLicense('license.read', '/key'),
  '(staff)/staff/licenses/[id]/(tabs)/notes': ofStaffLicense('note.read', '/notes'),
  '(staff)/staff/licenses/[id]/(tabs)/timeline': ofStaffLicense('timeline.read', '/timeline'),
  '(staff)/staff/licenses/[id]/lock': { ...ofStaffLicense('license.read', '/lock'), greys: 'license.lock' },
  '(staff)/staff/operator': { ...ofStaff('health.read', '/operator'), leadsOn: true },
  '(staff)/staff/operator/audit': ofStaff('audit.read', '/operator/audit'),
  '(staff)/staff/operator/catalogue': ofStaff('product.update', '/operator/catalogue'),
  '(staff)/staff/operator/catalogue/[product]': {
    world: 'staff',
    asks: 'product.update',
    address: ({ product }) => `/staff/operator/catalogue/${product}`,
  },
  '(staff)/staff/operator/catalogue/new': ofStaff('product.add', '/operator/catalogue/new'),
  '(staff)/staff/operator/health': ofStaff('health.read', '/operator/health'),
  '(staff)/staff/operator/jobs': ofStaff('job.list', '/operator/jobs'),
  '(staff)/staff/operator/keys': ofStaff('key.list', '/operator/keys'),
  '(staff)/staff/operator/mail': ofStaff('mail.list', '/operator/mail'),
  '(staff)/staff/requests/(list)': ofStaff('request.list', '/requests'),
  '(staff)/staff/requests/[id]': {
    world: 'staff',
    asks: 'request.read',
    address: ({ request }) => `/staff/requests/${request}`,
  },
  '(staff)/staff/search': ofStaff('search.run', '/search?q=acme'),
  '(staff)/staff/teams/(list)': ofStaff('team.list', '/teams'),
  '(staff)/staff/teams/[slug]': {
    world: 'staff',
    asks: 'team.read',
    address: ({ slug }) => `/staff/teams/${slug}`,
  },
  '(staff)/staff/operator/staff': ofStaff('staff.change', '/operator/staff'),
  '(team)/[team]/(home)': ofTeam('license.list', ''),
  '(team)/[team]/agreements/(list)': ofTeam('agreement.list', '/agreements'),
  '(team)/[team]/agreements/[number]': {
    world: 'team',
    asks: 'agreement.read',
    address: ({ slug, agreement }) => `/${slug}/agreements/${agreement}`,
  },
  '(team)/[team]/audit': ofTeam('audit.read-team', '/audit'),
  '(team)/[team]/explain': ofTeam('license.explain', '/explain'),
  '(team)/[team]/licenses/[id]/(tabs)/timeline': ofLicense('timeline.read', '/timeline'),
  '(team)/[team]/licenses/(list)': ofTeam('license.list', '/licenses'),
  '(team)/[team]/licenses/[id]/(tabs)': ofLicense('license.read', ''),
  '(team)/[team]/licenses/[id]/(tabs)/checks': ofLicense('check.read', '/checks'),
  '(team)/[team]/licenses/[id]/(tabs)/identifiers': ofLicense('license.read', '/identifiers'),
  '(team)/[team]/licenses/[id]/(tabs)/key': {
    ...ofLicense('license.read', '/key'),
    greys: 'license.read-key',
  },
  '(team)/[team]/licenses/[id]/first-check': ofLicense('license.read', '/first-check'),
  '(team)/[team]/licenses/new': { ...ofTeam('license.list', '/licenses/new'), greys: 'trial.create' },
  '(team)/[team]/members': { ...ofTeam('member.list', '/members'), greys: 'invitation.create' },
  '(team)/[team]/requests/(list)': ofTeam('request.list', '/requests'),
  '(team)/[team]/requests/[id]': {
    world: 'team',
    asks: 'request.read',
    address: ({ slug, request }) => `/${slug}/requests/${request}`,
  },
  '(team)/[team]/requests/new': { ...ofTeam('license.list', '/requests/new'), greys: 'request.create' },
  '(team)/[team]/settings': { ...ofTeam('team.read', '/settings'), greys: 'team.rename' },
  '(team)/[team]/tokens': ofTeam('token.list', '/tokens'),
};
