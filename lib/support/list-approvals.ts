import { listApprovalsForStaff } from '#db/queries/approvals.ts';
import type { ApprovalState } from '#lib/domain/approvals.ts';
import type { Page } from '#lib/domain/page-of.ts';
import { foreignCursor } from '#lib/done-page.ts';
import { licenseIdOf } from '#lib/licensing/locate-license.ts';
import { done, useCase } from '#lib/use-case.ts';
import { type ApprovalView, viewApprovals } from './approval-view.ts';

/**
 * What waits for a second person, or was decided, newest first; of one license when it is named.
 * Answers `forbidden`, `invalid-input` for a cursor that was not given out.
 */
export const listApprovals = useCase<
  {
    state?: ApprovalState | undefined;
    license?: string | undefined;
    limit: number;
    cursor?: string | undefined;
  },
  Page<ApprovalView>,
  'invalid-input'
>({
  action: 'approval.list',
  run: async (act, { state, license, limit, cursor }) => {
    const after = cursor === undefined ? undefined : readCursor(cursor);
    if (after === null) return foreignCursor();
    const licenseId = license === undefined ? undefined : licenseIdOf(license);
    const rows = await listApprovalsForStaff(act.tx, { state, licenseId, limit, after });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const next = rows.length > limit && last ? writeCursor(last) : null;
    return done({ items: await viewApprovals(act, page), next });
  },
});

function writeCursor({ askedAt, id }: { askedAt: Date; id: string }): string {
  return Buffer.from(`${askedAt.getTime()} ${id}`).toString('base64url');
}

function readCursor(cursor: string): { askedAt: Date; id: string } | null {
  const match = /^(\d{1,15}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match?.[1] && match[2] ? { askedAt: new Date(Number(match[1])), id: match[2] } : null;
}
