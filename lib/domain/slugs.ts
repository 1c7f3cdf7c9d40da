/**
 * What a team is called in an address.
 *
 * 1. Letters lose their accents, everything is lower case, what is neither letter nor digit becomes one hyphen.
 * 2. At most 40 characters; a name without a usable letter is called `team`.
 * 3. A slug that is taken, or that is an address of our own, gets -2, -3 and so on.
 */
const LONGEST = 40;
const WITHOUT_LETTERS = 'team';

/** Letters that Unicode does not take apart into a letter and an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
};

/** Addresses of our own at the root, now or likely later: a team of that name would hide behind them. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...[
    '_next',
    '.well-known',
    'favicon',
    'robots',
    'sitemap',
    'manifest',
    'static',
    'assets',
    'public',
    'icon',
  ],
  ...[
    'api',
    'auth',
    'oauth',
    'oidc',
    'sso',
    'healthz',
    'readyz',
    'metrics',
    'health',
    'webhooks',
    'validate',
  ],
  ...['sign-in', 'sign-up', 'sign-out', 'login', 'logout', 'register', 'verify', 'forgot', 'reset', 'invite'],
  ...[
    'two-factor',
    'become-operator',
    'account',
    'accounts',
    'me',
    'mail',
    'inbox',
    'settings',
    'new',
    'teams',
  ],
  ...[
    'docs',
    'status',
    'help',
    'support',
    'about',
    'pricing',
    'legal',
    'privacy',
    'terms',
    'security',
    'contact',
  ],
  ...[
    'staff',
    'admin',
    'operator',
    'search',
    'licenses',
    'agreements',
    'requests',
    'products',
    'explain',
    'keys',
  ],
  ...['demo', 'home', 'dashboard', 'error', 'not-found', 'null', 'undefined', 'leasehold'],
]);

/** Whether a team could have this slug: it is of the form of one, and not reserved. */
export function mayBeTeamSlug(text: string): boolean {
  return /^[a-z\d-]+$/.test(text) && !RESERVED.has(text);
}

/** The slug that this name would like to have; it may be taken or reserved. */
export function slugify(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z\d]/gu, (letter) => LETTERS[letter] ?? (/\p{M}/u.test(letter) ? '' : '-'));
  return cut(plain.replace(/-+/g, '-').replace(/^-/, ''), LONGEST) || WITHOUT_LETTERS;
}

/** The slugs to try for this name, from the `first`-th on, the best first; none of them is reserved. */
export function slugCandidates(name: string, { first, count }: { first: number; count: number }): string[] {
  const slug = slugify(name);
  const candidates = Array.from({ length: count }, (_, index) => numbered(slug, first + index));
  return candidates.filter((candidate) => !RESERVED.has(candidate));
}

function numbered(slug: string, number: number): string {
  if (number === 1) return slug;
  const ending = `-${number}`;
  return cut(slug, LONGEST - ending.length) + ending;
}

function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/-+$/, '');
}
