/** The operator's pages, in their order: links of the navigation, and entries of the palette. */
export const OPERATOR_PAGES = [
  { href: '/staff/operator/catalogue', name: 'Catalogue' },
  { href: '/staff/operator/keys', name: 'Keys' },
  { href: '/staff/operator/staff', name: 'Staff' },
  { href: '/staff/operator/mail', name: 'Mail' },
  { href: '/staff/operator/jobs', name: 'Jobs' },
  { href: '/staff/operator/audit', name: 'Audit log' },
  { href: '/staff/operator/health', name: 'Health' },
] as const;
