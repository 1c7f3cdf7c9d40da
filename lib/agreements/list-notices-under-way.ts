import { listNoticesUnderWayForStaff, type NoticeUnderWayRow } from '#db/queries/sales.ts';
import type { Page, PageAsked } from '#lib/domain/page-of.ts';
import { donePage } from '#lib/done-page.ts';
import { useCase } from '#lib/use-case.ts';

export type NoticeUnderWayView = Omit<NoticeUnderWayRow, 'storedAt' | 'servedAt' | 'effectiveAt'> & {
  storedAt: string;
  servedAt: string | null;
  effectiveAt: string | null;
};

const MOST_NOTICES = 500;

/** Notices under way, those that nobody has accepted first. Answers `forbidden`, `invalid-input` (a foreign cursor). */
export const listNoticesUnderWay = useCase<PageAsked, Page<NoticeUnderWayView>, 'invalid-input'>({
  action: 'sales.notices',
  run: async ({ tx, now }, asked) => {
    const rows = await listNoticesUnderWayForStaff(tx, { now, limit: MOST_NOTICES });
    const view = ({ storedAt, servedAt, effectiveAt, ...row }: NoticeUnderWayRow): NoticeUnderWayView => ({
      ...row,
      storedAt: storedAt.toISOString(),
      servedAt: servedAt?.toISOString() ?? null,
      effectiveAt: effectiveAt?.toISOString() ?? null,
    });
    return donePage(rows.map(view), asked);
  },
});
