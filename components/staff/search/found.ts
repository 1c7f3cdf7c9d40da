import type { Api } from '#components/api.ts';

export type SearchAnswer = Awaited<ReturnType<Api['search']['run']>>;
export type Found = SearchAnswer['items'][number];
export type FoundLicense = Extract<Found, { type: 'license' }>;

export type FoundGroup = { name: string; items: readonly Found[] };

const NAMES = {
  license: 'Licenses',
  app: 'Application identifiers',
  team: 'Teams',
  person: 'People',
  agreement: 'Agreements',
} as const;

function groupOf(item: Found): keyof typeof NAMES {
  return item.type === 'license' && item.app !== null ? 'app' : item.type;
}

/** What was found under its heads, in the order in which it was given: the best group first. */
export function groupsOf(items: readonly Found[]): FoundGroup[] {
  const groups = new Map<string, Found[]>();
  for (const item of items) {
    const name = NAMES[groupOf(item)];
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups].map(([name, found]) => ({ name, items: found }));
}

/** Names one find among all, and its element. */
export function keyOf(item: Found): string {
  const app = item.type === 'license' && item.app ? `-${item.app.platform}-${item.app.value}` : '';
  return `${groupOf(item)}-${item.id}${app}`.replaceAll(/[^\w-]/g, '_');
}

/** Where Enter leads. A person has no page: the first of their teams has. */
export function hrefOf(item: Found): string | null {
  switch (item.type) {
    case 'license':
      return `/staff/licenses/${item.id}`;
    case 'team':
      return `/staff/teams/${item.id}`;
    case 'agreement':
      return `/staff/agreements/${encodeURIComponent(item.id)}`;
    case 'person':
      return item.teams[0] ? `/staff/teams/${item.teams[0].slug}` : null;
  }
}
