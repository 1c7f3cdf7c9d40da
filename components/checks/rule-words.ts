/** What each rule of the decision asks, in the order of the decision. */
const WORDS: Readonly<Record<string, string>> = {
  'license-known': 'The License ID exists',
  licensee: 'The licensee is the license’s',
  'not-revoked': 'Not revoked',
  'not-terminated': 'Not terminated',
  'not-locked': 'Not locked',
  'not-expired': 'Not expired',
  started: 'Has started',
  product: 'The product is covered',
  platform: 'The platform is covered',
  version: 'The version is covered',
  app: 'The identifier is registered',
  room: 'There is time for a lease',
};

/** What a rule asks, in words. */
export function ruleWords(rule: string): string {
  return WORDS[rule] ?? rule;
}

const WHO: Readonly<Record<string, string>> = {
  developer: 'A developer of the team',
  team: 'An owner or admin of the team',
  sales: 'Sales of the vendor',
  support: 'Support of the vendor',
  operator: 'An operator',
  nobody: 'Nobody: it passes by itself',
};

/** Who can fix what a failing rule says. */
export function whoWords(who: string | null): string {
  return who === null ? '' : (WHO[who] ?? who);
}
