import type { Tx } from '#db/client.ts';
import { listNotesForStaff } from '#db/queries/license-notes.ts';
import { findLicense, type LicenseRow } from '#db/queries/licenses.ts';
import {
  listApprovalsForStaff,
  listLicenseChanges,
  listLocks,
  listNotices,
  listRequestsOfLicense,
} from '#db/queries/timeline.ts';
import { readMoment, writeMoment } from '#lib/domain/moment-cursor.ts';
import type { Page } from '#lib/domain/page-of.ts';
import { foreignCursor } from '#lib/done-page.ts';
import { licenseIdOf, located, locateLicense, teamOf } from '#lib/licensing/locate-license.ts';
import { type Actor, done, useCase } from '#lib/use-case.ts';
import {
  SHOWN_CHANGES,
  type TimelineItemView,
  viewApproval,
  viewChange,
  viewLock,
  viewNote,
  viewNotice,
  viewRequest,
} from './timeline-view.ts';

/** Locks, notices and requests of one license are few; so many of each are read at most. */
const MOST = 500;

/**
 * All that happened to a license, newest first: changes, locks with what the customer read, notices, requests; for staff
 * also both texts of each lock, what waits for approval, and the internal notes. Answers `not-found`, `invalid-input`.
 */
export const readTimeline = useCase<
  { id: string; limit: number; cursor?: string | undefined },
  Page<TimelineItemView>,
  'invalid-input'
>({
  action: 'timeline.read',
  locate: locateLicense,
  run: async ({ tx, actor, teamId, now }, { id, limit, cursor }) => {
    const after = readMoment(cursor);
    if (after === null) return foreignCursor();
    const license = located(await findLicense(tx, teamOf(teamId), licenseIdOf(id)));
    const until = after ? new Date(after.at) : new Date(now);
    const all = await readAll(tx, license, { until, limit, isStaff: isStaff(actor), now });
    const rest = all.filter((item) => !after || isBefore(item, after));
    const items = rest.slice(0, limit);
    const last = items.at(-1);
    return done({ items, next: rest.length > limit && last ? writeMoment(last) : null });
  },
});

function isStaff({ asker }: Actor): boolean {
  return asker.kind === 'command' || (asker.kind === 'known' && asker.staffRole !== null);
}

type Reading = { until: Date; limit: number; isStaff: boolean; now: number };

async function readAll(
  tx: Tx,
  license: LicenseRow,
  { until, limit, isStaff: forStaff, now }: Reading,
): Promise<TimelineItemView[]> {
  const [changes, locks, notices, requests, approvals, notes] = await Promise.all([
    listLicenseChanges(tx, license.id, { until, limit: limit + MOST, actions: SHOWN_CHANGES }),
    listLocks(tx, license.id, { limit: MOST }),
    license.agreementId === null ? [] : listNotices(tx, license.agreementId, { limit: MOST }),
    listRequestsOfLicense(tx, license.id, { limit: MOST }),
    forStaff ? listApprovalsForStaff(tx, license.id, { limit: MOST }) : [],
    forStaff ? listNotesForStaff(tx, license.id, { limit: MOST, before: undefined }) : [],
  ]);
  const items = [
    ...changes.flatMap((row) => viewChange(row)),
    ...locks.flatMap((row) => viewLock(row, now)),
    ...notices.flatMap((row) => viewNotice(row)),
    ...requests.flatMap((row) => viewRequest(row)),
    ...approvals.flatMap((row) => viewApproval(row)),
    ...notes.map((row) => viewNote(row)),
  ];
  return items.map((item) => (forStaff ? item : forTeam(item))).sort((a, b) => (isBefore(a, b) ? 1 : -1));
}

/** What a team reads: no internal note, and people on staff without their names. */
function forTeam(item: TimelineItemView): TimelineItemView {
  return { ...item, note: null, by: item.by.side === 'staff' ? { side: 'staff', name: null } : item.by };
}

function isBefore(item: { at: string; id: string }, other: { at: string; id: string }): boolean {
  return item.at < other.at || (item.at === other.at && item.id < other.id);
}
