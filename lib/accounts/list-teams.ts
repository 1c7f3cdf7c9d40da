import {
  listTeams as findTeams,
  type ListedTeamRow,
  listAllTeamsForStaff,
  type TeamFilter,
} from '#db/queries/teams.ts';
import type { Page } from '#lib/domain/page-of.ts';
import { foreignCursor } from '#lib/done-page.ts';
import { type Act, done, useCase } from '#lib/use-case.ts';
import { type TeamView, viewTeamRow } from './the-team.ts';

export type ListTeamsInput = { q?: string | undefined; limit: number; cursor?: string | undefined };

const CURSOR = /^after-([a-z\d-]{1,60})$/;

/**
 * The teams of whoever asks, by slug; of a token, the team it is confined to; of staff, every team. Answers
 * `invalid-input` for a cursor that was not given out.
 */
export const listTeams = useCase<ListTeamsInput, Page<TeamView>, 'invalid-input'>({
  action: 'team.list',
  async run(act, { q, limit, cursor }) {
    const after = cursor === undefined ? undefined : CURSOR.exec(cursor)?.[1];
    if (cursor !== undefined && after === undefined) return foreignCursor();
    const found = await read(act, { q, limit, after });
    const rows = found.slice(0, limit);
    const next = found.length > limit ? `after-${rows.at(-1)?.slug}` : null;
    return done({ items: rows.map(viewTeamRow), next });
  },
});

function read({ tx, actor }: Act, filter: TeamFilter): Promise<ListedTeamRow[]> {
  const { asker, personId } = actor;
  if (asker.kind === 'command' || (asker.kind === 'known' && asker.staffRole !== null))
    return listAllTeamsForStaff(tx, { ...filter, personId });
  // A token of a team is confined to it: the others its person is in are not among these.
  const ids = asker.kind === 'known' ? [...asker.teams.keys()] : [];
  return findTeams(tx, ids, { ...filter, personId });
}
