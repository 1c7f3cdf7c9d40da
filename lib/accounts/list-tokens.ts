import { listTokensOfTeam, type TeamTokenRow } from '#db/queries/tokens.ts';
import type { Page, PageAsked } from '#lib/domain/page-of.ts';
import { type Action, actionsOfTeamRole } from '#lib/domain/policy.ts';
import { scopesInForce } from '#lib/domain/token-scopes.ts';
import { donePage } from '#lib/done-page.ts';
import { type Act, useCase } from '#lib/use-case.ts';
import { locateBySlug, roleOf, theTeam } from './the-team.ts';

/** A token as the management API gives it, without the token. */
export type TokenView = {
  id: string;
  name: string;
  scopes: string[];
  inForce: Action[];
  person: { id: string; name: string };
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
};

function viewToken(row: TeamTokenRow): TokenView {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    inForce: scopesInForce(row.scopes, actionsOfTeamRole(row.role)),
    person: { id: row.personId, name: row.personName },
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

/** Whose tokens of a team somebody sees and ends: null is everybody's, for owners and admins; a developer, their own. */
export async function whoseTokens(act: Act, teamId: string): Promise<{ personId: string | null }> {
  const role = await roleOf(act, teamId);
  return { personId: role === 'owner' || role === 'admin' ? null : act.actor.personId };
}

/**
 * The tokens of a team that were not revoked, the newest first, those that have expired among them: of everybody for
 * owners and admins, else one's own. Answers `not-found`, `forbidden`, `invalid-input`.
 */
export const listTokens = useCase<{ slug: string } & PageAsked, Page<TokenView>, 'invalid-input'>({
  action: 'token.list',
  locate: locateBySlug,
  async run(act, asked) {
    const { id } = await theTeam(act);
    const rows = await listTokensOfTeam(act.tx, id, await whoseTokens(act, id));
    return donePage(rows.map(viewToken), asked);
  },
});
