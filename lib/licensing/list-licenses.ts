import type { Tx } from '#db/client.ts';
import { findLastChecks } from '#db/queries/check-counts.ts';
import {
  listLicenses as findLicenses,
  type LicenseFilter,
  type LicenseRow,
  listAllLicensesForStaff,
  listApps,
} from '#db/queries/licenses.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import { type LicenseState, licenseState } from '#lib/domain/license-state.ts';
import { foreignCursor } from '#lib/done-page.ts';
import { type Actor, done, useCase } from '#lib/use-case.ts';
import { factsOfRow, type LicenseView, viewLicense } from './license-view.ts';
import { locateTeam } from './locate-team.ts';

export type ListedLicenseView = LicenseView & { lastCheckAt: string | null };

export type ListInput = {
  team?: string | undefined;
  of?: 'mine' | 'every-team' | undefined;
  state?: LicenseState | undefined;
  kind?: 'trial' | 'production' | undefined;
  product?: string | undefined;
  agreement?: string | undefined;
  q?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

/** How far back the last check is looked for: hours are folded into days after 35 days. */
const LAST_CHECK_MS = 35 * DAY_MS;
/** A state is no column. A page reads at most so many rows for it, and says where to go on. */
const MOST_READS = 10;

/**
 * Licenses, newest first: of the named team, else of all teams of whoever asks; staff see everybody's.
 * Answers `not-found` for a team that is none of theirs, `invalid-input` for a cursor that was not given out.
 */
export const listLicenses = useCase<
  ListInput,
  { items: ListedLicenseView[]; next: string | null },
  'invalid-input'
>({
  action: 'license.list',
  locate: locateTeam,
  run: async ({ tx, actor, teamId, now }, { state, cursor, of, ...filter }) => {
    const start = cursor === undefined ? undefined : readCursor(cursor);
    if (start === null) return foreignCursor();
    const teamIds = filter.team !== undefined && teamId !== null ? [teamId] : teamsOf(actor, of);
    const narrowed = { ...filter, isLocked: state === 'locked' };
    const read = (after: LicenseFilter['after']) =>
      teamIds === 'all'
        ? listAllLicensesForStaff(tx, { ...narrowed, after })
        : findLicenses(tx, teamIds, { ...narrowed, after });
    const { rows, next } = await readPage({ read, state, limit: filter.limit, start, now });
    return done({ items: await viewRows(tx, rows, now), next });
  },
});

function teamsOf({ asker }: Actor, of: ListInput['of']): string[] | 'all' {
  if (asker.kind === 'command') return 'all';
  if (asker.kind !== 'known') return [];
  const asksForAll = of === 'every-team' || (of === undefined && asker.teams.size === 0);
  return asker.staffRole !== null && asksForAll ? 'all' : [...asker.teams.keys()];
}

type Reading = {
  read: (after: LicenseFilter['after']) => Promise<LicenseRow[]>;
  state: LicenseState | undefined;
  limit: number;
  start: LicenseFilter['after'];
  now: Instant;
};

async function readPage({
  read,
  state,
  limit,
  start,
  now,
}: Reading): Promise<{ rows: LicenseRow[]; next: string | null }> {
  const rows: LicenseRow[] = [];
  let after = start;
  for (let reads = 0; reads < MOST_READS; reads++) {
    const found = await read(after);
    const page = found.slice(0, limit);
    for (const [index, row] of page.entries()) {
      after = { createdAt: row.createdAt, id: row.id };
      if (state !== undefined && licenseState(factsOfRow(row, []), now).state !== state) continue;
      rows.push(row);
      if (rows.length < limit) continue;
      const isLast = index === page.length - 1 && found.length <= limit;
      return { rows, next: isLast ? null : writeCursor(after) };
    }
    if (found.length <= limit) return { rows, next: null };
  }
  return { rows, next: after ? writeCursor(after) : null };
}

async function viewRows(tx: Tx, rows: readonly LicenseRow[], now: Instant): Promise<ListedLicenseView[]> {
  const ids = rows.map(({ id }) => id);
  const apps = await listApps(tx, ids);
  const lastChecks = await findLastChecks(tx, ids, now - LAST_CHECK_MS);
  return rows.map((row) => ({
    ...viewLicense(
      row,
      apps.filter(({ licenseId }) => licenseId === row.id),
      now,
    ),
    lastCheckAt: lastChecks.get(row.id)?.toISOString() ?? null,
  }));
}

function writeCursor({ createdAt, id }: { createdAt: Date; id: string }): string {
  return Buffer.from(`${createdAt.getTime()} ${id}`).toString('base64url');
}

function readCursor(cursor: string): { createdAt: Date; id: string } | null {
  const match = /^(\d{1,15}) (LIC-[0-9A-Z]{4}-[0-9A-Z]{4})$/.exec(
    Buffer.from(cursor, 'base64url').toString(),
  );
  return match?.[1] && match[2] ? { createdAt: new Date(Number(match[1])), id: match[2] } : null;
}
