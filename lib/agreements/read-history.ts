import { type HistoryRow, listAgreementHistory } from '#db/queries/agreement-history.ts';
import { findAgreement } from '#db/queries/agreements.ts';
import { foreignCursor } from '#lib/done-page.ts';
import { teamOf } from '#lib/licensing/locate-license.ts';
import { done, useCase } from '#lib/use-case.ts';
import { locateAgreement, locatedAgreement } from './locate-agreement.ts';

export type HistoryView = {
  at: string;
  action: string;
  /** Null for what happens by itself, and for members of the team: to them it was the vendor. */
  by: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

/**
 * All that happened to an agreement, the latest first: amendments, notices, renewals, holds, each with the terms before and
 * after. Answers `not-found`, `invalid-input` for a cursor that was not given out.
 */
export const readHistory = useCase<
  { number: string; limit: number; cursor?: string | undefined },
  { items: HistoryView[]; next: string | null },
  'invalid-input'
>({
  action: 'agreement.read',
  locate: locateAgreement,
  run: async ({ tx, teamId, actor }, { number, limit, cursor }) => {
    if (cursor !== undefined && !/^[1-9]\d{0,14}$/.test(cursor)) return foreignCursor();
    const agreement = locatedAgreement(await findAgreement(tx, teamOf(teamId), number));
    const before = cursor === undefined ? undefined : Number(cursor);
    const rows = await listAgreementHistory(tx, agreement.number, { limit, before });
    const { asker } = actor;
    const isStaff = asker.kind === 'command' || (asker.kind === 'known' && asker.staffRole !== null);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = last && rows.length > limit ? String(last.id) : null;
    return done({ items: page.map((row) => viewEntry(row, isStaff)), next });
  },
});

function viewEntry({ at, action, name, before, after }: HistoryRow, isStaff: boolean): HistoryView {
  return {
    at: at.toISOString(),
    action,
    by: isStaff ? name : null,
    before: record(before),
    after: record(after),
  };
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : null;
}
