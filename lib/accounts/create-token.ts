import { findPersonByEmail } from '#db/queries/people.ts';
import { findOwner, findRole, findTeamBySlug } from '#db/queries/teams.ts';
import { actionsOfTeamRole } from '#lib/domain/policy.ts';
import { type Act, done, failed, useCase } from '#lib/use-case.ts';
import { type CreatedToken, newToken, type TokenTerms } from './new-token.ts';

export type CreateTokenInput = TokenTerms & {
  /** The team's slug. */
  team: string;
  /** The member it is to act as, by address. Left out: whoever asks, or, on the command line, the team's owner. */
  as?: string | undefined;
};

/**
 * Makes a token that is confined to a team and acts as one of its members. Only the command line makes one that acts
 * as somebody else. The answer holds the token, once. Answers `not-found` for a team that does not exist,
 * `invalid-input` for a scope that is unknown or more than the member's role allows, for who is no member, and for a
 * life of other than 1 to 3650 days; `forbidden` for acting as somebody else.
 */
export const createToken = useCase<CreateTokenInput, CreatedToken, 'invalid-input' | 'forbidden'>({
  action: 'token.create',
  secret: true,
  locate: async (tx, { team }) => {
    const row = await findTeamBySlug(tx, team);
    return row && { teamId: row.id };
  },
  async run(act, { as, ...terms }) {
    const { tx, actor, teamId } = act;
    if (teamId === null) throw new Error('a token of a team was asked for without a team');
    const personId = await personFor(act, as);
    const role = personId === null ? null : await findRole(tx, teamId, personId);
    if (personId === null || role === null) {
      const detail =
        as === undefined
          ? 'The team has no owner. Say which member it acts as.'
          : `${as} is no member of the team.`;
      return failed('invalid-input', detail, [{ pointer: '/as', detail }]);
    }
    if (actor.kind !== 'command' && personId !== actor.personId) {
      return failed(
        'forbidden',
        'A token acts as you; only the command line makes one that acts as somebody else.',
      );
    }
    const created = await newToken(act, terms, { personId, teamId, allowed: actionsOfTeamRole(role) });
    if (!created.ok) return created;
    return done(created.value, {
      subject: { type: 'token', id: created.value.id },
      after: { actsAs: personId, scopes: [...terms.scopes], expiresAt: created.value.expiresAt },
    });
  },
});

async function personFor({ tx, actor, teamId }: Act, as: string | undefined): Promise<string | null> {
  if (as !== undefined) return (await findPersonByEmail(tx, as))?.id ?? null;
  if (actor.kind !== 'command' || teamId === null) return actor.personId;
  return (await findOwner(tx, teamId))?.personId ?? null;
}
