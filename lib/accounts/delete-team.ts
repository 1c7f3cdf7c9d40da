import { revokeInvitationsOfTeam } from '#db/queries/invitations.ts';
import { countRunningProduction, revokeTrials } from '#db/queries/licenses.ts';
import { lockTeamRow, markTeamDeleted } from '#db/queries/teams.ts';
import { revokeTokensOfTeam } from '#db/queries/tokens.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { locateBySlug, theTeam } from './the-team.ts';

/**
 * Deletes a team: nobody sees it any more, everybody is out of it, its tokens and invitations end, and its trials are
 * revoked, so that devices are locked as their leases run out. What it was stays in the records for the vendor. Answers
 * `not-found`, `forbidden`, and `conflict` while a production license runs. Tables in this order: teams, memberships,
 * invitations, api_tokens, licenses.
 */
export const deleteTeam = useCase<{ slug: string }, undefined, 'conflict'>({
  action: 'team.delete',
  locate: locateBySlug,
  async run(act) {
    const { tx, now } = act;
    const { id } = await theTeam(act);
    await lockTeamRow(tx, id);
    const running = await countRunningProduction(tx, id, now);
    if (running > 0) {
      const what = running === 1 ? 'A production license runs' : `${running} production licenses run`;
      return failed(
        'conflict',
        `${what}. The team can be deleted when none does; ask the vendor to end them.`,
      );
    }
    await markTeamDeleted(tx, id, now);
    const invitations = await revokeInvitationsOfTeam(tx, id, { invitedBy: null, now });
    const tokens = await revokeTokensOfTeam(tx, id, { personId: null, now });
    const trials = await revokeTrials(tx, id, now);
    return done(undefined, { subject: { type: 'team', id }, after: { invitations, tokens, trials } });
  },
});
