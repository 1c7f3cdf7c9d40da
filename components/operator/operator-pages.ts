/** The operator's pages, in their order: tabs, and entries of the palette. */
export const OPERATOR_PAGES = [
  { href: '/staff/operator/health', name: 'Health' },
  { href: '/staff/operator/catalogue', name: 'Catalogue' },
  { href: '/staff/operator/keys', name: 'Keys' },
  { href: '/staff/operator/jobs', name: 'Jobs' },
  { href: '/staff/operator/audit', name: 'Audit log' },
] as const;
