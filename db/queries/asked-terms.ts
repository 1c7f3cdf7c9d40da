import { eq } from 'drizzle-orm';
import { PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';
import type { Handle } from '../client.ts';
import { teams } from '../schema/accounts.ts';
import { requests } from '../schema/requests.ts';

export type AskedTerms = { teamId: string; team: string; products: string[]; platforms: Platform[] };

/** Whose a request is, and which products and platforms are asked for in it: for staff. Index: requests primary key. */
export async function findAskedTerms(handle: Handle, id: string): Promise<AskedTerms | null> {
  const [row] = await handle
    .select({ teamId: requests.teamId, team: teams.slug, terms: requests.terms })
    .from(requests)
    .innerJoin(teams, eq(teams.id, requests.teamId))
    .where(eq(requests.id, id));
  if (!row) return null;
  const listed = (name: string) => {
    const value = row.terms[name];
    return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
  };
  const { teamId, team } = row;
  const platforms = listed('platforms');
  return {
    teamId,
    team,
    products: listed('products'),
    platforms: PLATFORMS.filter((one) => platforms.includes(one)),
  };
}
