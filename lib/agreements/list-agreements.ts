import { listStandingNotices } from '#db/queries/agreement-notices.ts';
import {
  type AgreementFilter,
  type AgreementRow,
  countAgreementUse,
  listAgreements as findAgreements,
  listAllAgreementsForStaff,
} from '#db/queries/agreements.ts';
import type { AgreementState } from '#lib/domain/agreements.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { foreignCursor } from '#lib/done-page.ts';
import { locateTeam } from '#lib/licensing/locate-team.ts';
import { type Actor, done, useCase } from '#lib/use-case.ts';
import { type AgreementView, stateOf, viewAgreement } from './agreement-view.ts';

export type AgreementsAsked = {
  team?: string | undefined;
  state?: AgreementState | undefined;
  q?: string | undefined;
  sort: 'newest' | 'ending';
  limit: number;
  cursor?: string | undefined;
};

/** A state is no column. A page reads at most so many pages of rows for it, and says where to go on. */
const MOST_READS = 10;

/**
 * Agreements of the named team, else of all teams of whoever asks; staff see everybody's. The newest first, or those that
 * have not ended by their last day. Answers `not-found` for a team that is none of theirs, `invalid-input` for a cursor
 * that was not given out.
 */
export const listAgreements = useCase<
  AgreementsAsked,
  { items: AgreementView[]; next: string | null },
  'invalid-input'
>({
  action: 'agreement.list',
  locate: locateTeam,
  run: async ({ tx, actor, teamId, now }, { team, state, cursor, ...filter }) => {
    const start = cursor === undefined ? undefined : readCursor(cursor);
    if (start === null) return foreignCursor();
    const teamIds = team !== undefined && teamId !== null ? [teamId] : teamsOf(actor);
    const read = (after: AgreementFilter['after']) =>
      teamIds === 'all'
        ? listAllAgreementsForStaff(tx, { ...filter, after, now })
        : findAgreements(tx, teamIds, { ...filter, after, now });
    const { rows, next } = await readPage({ read, state, start, now, ...filter });
    const ids = rows.map(({ id }) => id);
    const standing = await listStandingNotices(tx, ids);
    const use = await countAgreementUse(tx, ids);
    const items = rows.map((row) =>
      viewAgreement(row, {
        standing: standing.filter(({ agreementId }) => agreementId === row.id),
        use: use.get(row.id),
        now,
      }),
    );
    return done({ items, next });
  },
});

function teamsOf({ asker }: Actor): string[] | 'all' {
  if (asker.kind === 'command') return 'all';
  if (asker.kind !== 'known') return [];
  return asker.staffRole !== null ? 'all' : [...asker.teams.keys()];
}

type Reading = Pick<AgreementsAsked, 'state' | 'limit' | 'sort'> & {
  read: (after: AgreementFilter['after']) => Promise<AgreementRow[]>;
  start: AgreementFilter['after'];
  now: Instant;
};

async function readPage({ read, state, limit, sort, start, now }: Reading) {
  const rows: AgreementRow[] = [];
  let after = start;
  for (let reads = 0; reads < MOST_READS; reads++) {
    const found = await read(after);
    const page = found.slice(0, limit);
    for (const [index, row] of page.entries()) {
      after = { at: sort === 'newest' ? row.createdAt : row.lastInstantAt, id: row.id };
      if (state !== undefined && stateOf(row, now) !== state) continue;
      rows.push(row);
      if (rows.length < limit) continue;
      const isLast = index === page.length - 1 && found.length <= limit;
      return { rows, next: isLast ? null : writeCursor(after) };
    }
    if (found.length <= limit) return { rows, next: null };
  }
  return { rows, next: after ? writeCursor(after) : null };
}

function writeCursor({ at, id }: { at: Date; id: string }): string {
  return Buffer.from(`${at.getTime()} ${id}`).toString('base64url');
}

function readCursor(cursor: string): { at: Date; id: string } | null {
  const match = /^(\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    Buffer.from(cursor, 'base64url').toString(),
  );
  return match?.[1] && match[2] ? { at: new Date(Number(match[1])), id: match[2] } : null;
}
