import { countUnread, listInboxItems } from '#db/queries/inbox.ts';
import { type NoticeKind, RECIPIENTS, TOLD, type Told } from '#lib/domain/recipients.ts';
import { done, useCase } from '#lib/use-case.ts';
import { foreignCursor, newestFirst, readAfter } from './newest-first.ts';

/** More unread than this are not counted. */
export const MOST_UNREAD = 100;

export type InboxItemView = {
  id: string;
  notice: Told;
  kind: NoticeKind;
  team: string | null;
  teamName: string | null;
  title: string;
  href: string;
  at: string;
  readAt: string | null;
};

/**
 * What whoever asks was told, the newest first, and how many are unread. Answers `invalid-input` for a cursor that was
 * not given out.
 */
export const listInbox = useCase<
  { show?: 'all' | 'unread' | undefined; limit: number; cursor?: string | undefined },
  { items: InboxItemView[]; next: string | null; unread: number },
  'invalid-input'
>({
  action: 'inbox.read',
  async run({ tx, actor }, { show = 'all', limit, cursor }) {
    const after = readAfter(cursor);
    if (after === null) return foreignCursor();
    if (actor.personId === null) return done({ items: [], next: null, unread: 0 });
    const rows = (
      await listInboxItems(tx, actor.personId, { unread: show === 'unread', limit, after })
    ).flatMap((row) => {
      const notice = TOLD.find((name) => name === row.notice);
      return notice ? [{ ...row, notice }] : [];
    });
    const page = newestFirst(rows, limit, ({ createdAt, readAt, notice, ...row }) => ({
      ...row,
      notice,
      kind: RECIPIENTS[notice].kind,
      at: createdAt.toISOString(),
      readAt: readAt?.toISOString() ?? null,
    }));
    return done({ ...page, unread: await countUnread(tx, actor.personId, MOST_UNREAD) });
  },
});
