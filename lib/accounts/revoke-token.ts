import { revokeTokenOfTeam } from '#db/queries/tokens.ts';
import { done, notFound, useCase } from '#lib/use-case.ts';
import { whoseTokens } from './list-tokens.ts';
import { locateBySlug, theTeam, uuidOf } from './the-team.ts';

/**
 * Ends a token of a team: its next request is answered as by nobody. A developer ends their own; another's is answered
 * like one that does not exist, as is one that was ended before. Answers `not-found`, `forbidden`.
 */
export const revokeToken = useCase<{ slug: string; id: string }, undefined, 'not-found'>({
  action: 'token.revoke',
  locate: locateBySlug,
  async run(act, { id: given }) {
    const { tx, now } = act;
    const team = await theTeam(act);
    const id = uuidOf(given);
    const { personId } = await whoseTokens(act, team.id);
    if (id === null || !(await revokeTokenOfTeam(tx, team.id, { id, personId, now }))) return notFound();
    return done(undefined, { subject: { type: 'token', id } });
  },
});
