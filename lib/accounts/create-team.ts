import { findTeam, insertMembership } from '#db/queries/teams.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { areWithinLimits } from './limits.ts';
import { makeTeam, type TeamView, viewTeam } from './the-team.ts';

/**
 * Makes another team, with whoever asks as its owner. Answers `forbidden` for a command, which is nobody, and
 * `too-many-requests` after 10 in a day. Tables in this order: teams, memberships.
 */
export const createTeam = useCase<{ name: string }, TeamView, 'forbidden' | 'too-many-requests'>({
  action: 'team.create',
  async run(act, { name }) {
    const { tx, actor, now } = act;
    if (actor.personId === null) return failed('forbidden', 'A team is made by a person, who owns it.');
    const tries = [{ limit: 'team-create' as const, subject: actor.personId }];
    if (!(await areWithinLimits(tx, tries, now)))
      return failed('too-many-requests', 'You made many teams today. Make the next one tomorrow.');

    const { id } = await makeTeam(tx, name, now);
    await insertMembership(tx, id, { personId: actor.personId, role: 'owner', now });
    const team = await findTeam(tx, id);
    if (!team) throw new Error('a team that was made is gone');
    return done(await viewTeam(act, team), { subject: { type: 'team', id }, teamId: id });
  },
});
