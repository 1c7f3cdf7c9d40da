import { done, useCase } from '#lib/use-case.ts';
import { locateBySlug, type TeamView, theTeam, viewTeam } from './the-team.ts';

/** One team by its slug. Answers `not-found`. */
export const readTeam = useCase<{ slug: string }, TeamView>({
  action: 'team.read',
  locate: locateBySlug,
  run: async (act) => done(await viewTeam(act, await theTeam(act))),
});
