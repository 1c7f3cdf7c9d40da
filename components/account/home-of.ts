import type { Me } from '#lib/contract/me.ts';

/** Where a person's work is: their first team, else staff's page, else their account. */
export function homeOf(me: Pick<Me, 'teams' | 'staffRole'>): string {
  const [team] = me.teams;
  if (team) return `/${team.slug}`;
  return me.staffRole ? '/staff' : '/account';
}
