import {
  listRequests as findRequests,
  listAllRequestsForStaff,
  type RequestFilter,
  type RequestRow,
} from '#db/queries/requests.ts';
import type { RequestState, RequestType } from '#lib/domain/requests.ts';
import { foreignCursor } from '#lib/done-page.ts';
import { licenseIdOf } from '#lib/licensing/locate-license.ts';
import { locateTeam } from '#lib/licensing/locate-team.ts';
import { type Actor, done, useCase } from '#lib/use-case.ts';
import { type RequestView, viewRequest } from './request-view.ts';

export type RequestsAsked = {
  team?: string | undefined;
  license?: string | undefined;
  type?: RequestType | undefined;
  state?: RequestState | 'waiting' | undefined;
  limit: number;
  cursor?: string | undefined;
};

/**
 * Requests, newest first, or `waiting` ones in the order in which answers were promised: of the named team, else of all
 * teams of whoever asks; staff see everybody's. Answers `not-found`, `invalid-input` for a cursor not given out.
 */
export const listRequests = useCase<
  RequestsAsked,
  { items: RequestView[]; next: string | null },
  'invalid-input'
>({
  action: 'request.list',
  locate: locateTeam,
  run: async ({ tx, actor, teamId }, { team, license, cursor, limit, ...rest }) => {
    const after = cursor === undefined ? undefined : readCursor(cursor);
    if (after === null) return foreignCursor();
    const licenseId = license === undefined ? undefined : licenseIdOf(license);
    const filter: RequestFilter = { ...rest, licenseId, limit, after };
    const teamIds = team !== undefined && teamId !== null ? [teamId] : teamsOf(actor);
    const rows =
      teamIds === 'all' ? await listAllRequestsForStaff(tx, filter) : await findRequests(tx, teamIds, filter);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return done({ items: page.map(viewRequest), next: last ? writeCursor(last, rest.state) : null });
  },
});

function teamsOf({ asker }: Actor): string[] | 'all' {
  if (asker.kind === 'command') return 'all';
  if (asker.kind !== 'known') return [];
  return asker.staffRole !== null && asker.teams.size === 0 ? 'all' : [...asker.teams.keys()];
}

function writeCursor({ answerBy, createdAt, id }: RequestRow, state: RequestFilter['state']): string {
  const at = state === 'waiting' ? answerBy : createdAt;
  return Buffer.from(`${at.getTime()} ${id}`).toString('base64url');
}

function readCursor(cursor: string): { at: Date; id: string } | null {
  const match = /^(\d{1,15}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match?.[1] && match[2] ? { at: new Date(Number(match[1])), id: match[2] } : null;
}
