import { countUnread, markInboxItems } from '#db/queries/inbox.ts';
import { done, useCase } from '#lib/use-case.ts';
import { MOST_UNREAD } from './list-inbox.ts';

type MarkInput = { ids?: string[] | undefined; until?: string | undefined; read: boolean };

/**
 * Marks what whoever asks was told as read or unread, by ID or up to an instant; gives how many are unread then. What
 * they have read is nobody else's business, so no audit entry says so.
 */
export const markInbox = useCase<MarkInput, { unread: number }>({
  action: 'inbox.mark',
  async run({ tx, actor, now }, { ids = [], until, read }) {
    if (actor.personId === null) return done({ unread: 0 });
    const which = until === undefined ? { ids } : { until: Date.parse(until) };
    await markInboxItems(tx, actor.personId, { which, readAt: read ? now : null });
    return done({ unread: await countUnread(tx, actor.personId, MOST_UNREAD) });
  },
});
