import { renameLicensee } from '#db/queries/licenses.ts';
import { lockTeamRow, updateTeamName } from '#db/queries/teams.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { areWithinLimits } from './limits.ts';
import { locateBySlug, type TeamView, theTeam, viewTeam } from './the-team.ts';

/**
 * Gives a team another name. Its licenses name it as their licensee from then on, and the former name goes on being
 * accepted from devices, so no key changes and nothing stops; its slug, and with it every address, stays. Answers
 * `not-found`, `forbidden`, and `too-many-requests` after 10 in a day, because each former name is kept.
 * Tables in this order: teams, licenses.
 */
export const renameTeam = useCase<{ slug: string; name: string }, TeamView, 'too-many-requests'>({
  action: 'team.rename',
  locate: locateBySlug,
  async run(act, { name }) {
    const { tx, now } = act;
    const { id } = await theTeam(act);
    await lockTeamRow(tx, id);
    const team = await theTeam(act);
    if (!(await areWithinLimits(tx, [{ limit: 'team-rename', subject: id }], now)))
      return failed('too-many-requests', 'The team was renamed many times today. Rename it again tomorrow.');
    await updateTeamName(tx, id, name);
    const licenses = await renameLicensee(tx, id, name);
    return done(await viewTeam(act, { ...team, name }), {
      subject: { type: 'team', id },
      before: { name: team.name },
      after: { name, licenses },
    });
  },
});
