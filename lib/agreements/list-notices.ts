import type { Tx } from '#db/client.ts';
import {
  findNames,
  listNotices as findNotices,
  listNoticeDeliveries,
  listServices,
  type NoticeDeliveryRow,
  type NoticeRow,
  type ServiceRow,
} from '#db/queries/agreement-notices.ts';
import { findAgreement } from '#db/queries/agreements.ts';
import { type NoticeState, noticeState, type ReminderDays, remindersOf } from '#lib/domain/agreements.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Page, PageAsked } from '#lib/domain/page-of.ts';
import { donePage } from '#lib/done-page.ts';
import { teamOf } from '#lib/licensing/locate-license.ts';
import { type Actor, useCase } from '#lib/use-case.ts';
import { amendedTerms, type TermsView, viewTerms } from './agreement-view.ts';
import { locateAgreement, locatedAgreement } from './locate-agreement.ts';

export type DeliveryView = {
  to: 'owner' | 'admin' | 'notice-address' | 'other';
  person: string | null;
  name: string | null;
  address: string;
  attempts: number;
  acceptedAt: string | null;
  lastAttemptAt: string | null;
  lastRefusal: string | null;
};

export type ServiceView = {
  id: string;
  servedOn: string;
  means: string;
  evidence: { name: string; type: string; bytes: number };
  recordedAt: string;
  recordedBy: string | null;
  approval: string;
  approvalState: ServiceRow['approvalState'];
};

export type NoticeView = {
  id: string;
  cause: NoticeRow['cause'];
  state: NoticeState;
  noticeDays: number;
  effectiveOn: string | null;
  message: string;
  terms: TermsView | null;
  storedAt: string;
  storedBy: string | null;
  servedAt: string | null;
  servedBy: NoticeRow['servedBy'];
  effectiveAt: string | null;
  appliedAt: string | null;
  cancelledAt: string | null;
  cancelKind: NoticeRow['cancelKind'];
  cancelNote: string | null;
  reminders: { days: ReminderDays; at: string }[];
  deliveries: DeliveryView[];
  services: ServiceView[];
};

/**
 * The notices of an agreement, the latest first. To whom their mail went and how they were served otherwise, and who of
 * staff stored them, is for staff. Answers `not-found`, `invalid-input` for a cursor that was not given out.
 */
export const listNotices = useCase<{ number: string } & PageAsked, Page<NoticeView>, 'invalid-input'>({
  action: 'agreement.read',
  locate: locateAgreement,
  run: async ({ tx, teamId, actor, now }, { number, ...asked }) => {
    const agreement = locatedAgreement(await findAgreement(tx, teamOf(teamId), number));
    const rows = await findNotices(tx, agreement.id);
    const known = isStaff(actor) ? await readForStaff(tx, agreement.teamId, rows) : NOTHING_MORE;
    return donePage(
      rows.map((row) => viewNotice(row, known, now)),
      asked,
    );
  },
});

type Known = {
  names: ReadonlyMap<string, string>;
  deliveries: readonly NoticeDeliveryRow[];
  services: readonly ServiceRow[];
};

const NOTHING_MORE: Known = { names: new Map(), deliveries: [], services: [] };

function isStaff({ asker }: Actor): boolean {
  return asker.kind === 'command' || (asker.kind === 'known' && asker.staffRole !== null);
}

async function readForStaff(tx: Tx, teamId: string, rows: readonly NoticeRow[]): Promise<Known> {
  const ids = rows.map(({ id }) => id);
  const services = await listServices(tx, ids);
  const people = [...rows.map(({ storedBy }) => storedBy), ...services.map(({ recordedBy }) => recordedBy)];
  const names = await findNames(
    tx,
    people.filter((id) => id !== null),
  );
  return { names, deliveries: await listNoticeDeliveries(tx, teamId, ids), services };
}

function viewNotice(row: NoticeRow, { names, deliveries, services }: Known, now: Instant): NoticeView {
  const effectiveAt = row.effectiveAt?.getTime() ?? null;
  const served =
    row.servedAt && effectiveAt !== null ? { servedAt: row.servedAt.getTime(), effectiveAt } : null;
  return {
    id: row.id,
    cause: row.cause,
    state: noticeState({ effectiveAt, cancelledAt: row.cancelledAt?.getTime() ?? null }, now),
    noticeDays: row.noticeDays,
    effectiveOn: row.effectiveOn,
    message: row.message,
    terms: row.terms === null ? null : viewTerms(amendedTerms(row)),
    storedAt: row.storedAt.toISOString(),
    storedBy: row.storedBy === null ? null : (names.get(row.storedBy) ?? null),
    servedAt: iso(row.servedAt),
    servedBy: row.servedBy,
    effectiveAt: iso(row.effectiveAt),
    appliedAt: iso(row.appliedAt),
    cancelledAt: iso(row.cancelledAt),
    cancelKind: row.cancelKind,
    cancelNote: row.cancelNote,
    reminders: served
      ? remindersOf(served).map(({ days, at }) => ({ days, at: new Date(at).toISOString() }))
      : [],
    deliveries: deliveries.filter(({ subjectId }) => subjectId === row.id).map(viewDelivery),
    services: services.filter(({ noticeId }) => noticeId === row.id).map((one) => viewService(one, names)),
  };
}

function viewDelivery(row: NoticeDeliveryRow): DeliveryView {
  const role = row.role === 'owner' || row.role === 'admin' ? row.role : 'other';
  return {
    to: row.personId === null ? 'notice-address' : role,
    person: row.personId,
    name: row.name,
    address: row.address ?? row.email ?? '',
    attempts: row.attempts,
    acceptedAt: iso(row.acceptedAt),
    lastAttemptAt: iso(row.lastAttemptAt),
    lastRefusal: row.lastRefusal,
  };
}

function viewService(row: ServiceRow, names: ReadonlyMap<string, string>): ServiceView {
  return {
    id: row.id,
    servedOn: row.servedOn,
    means: row.means,
    evidence: { name: row.evidenceName, type: row.evidenceType, bytes: row.evidenceBytes },
    recordedAt: row.recordedAt.toISOString(),
    recordedBy: row.recordedBy === null ? null : (names.get(row.recordedBy) ?? null),
    approval: row.approval,
    approvalState: row.approvalState,
  };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
