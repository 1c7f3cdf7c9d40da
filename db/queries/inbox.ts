import { and, desc, eq, inArray, isNotNull, isNull, lt, lte, or } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle, Tx } from '../client.ts';
import { teams } from '../schema/accounts.ts';
import { inboxItems } from '../schema/notices.ts';

export type InboxRow = Pick<
  typeof inboxItems.$inferSelect,
  'id' | 'notice' | 'title' | 'href' | 'createdAt' | 'readAt'
> & {
  team: string | null;
  teamName: string | null;
};

export type InboxAsked = {
  unread: boolean;
  limit: number;
  /** Only what comes after this one, newest first. */
  after?: { createdAt: Date; id: string } | undefined;
};

/** What a person was told, the newest first, one more than `limit` when there is more. Index: inbox_items_person. */
export async function listInboxItems(
  handle: Handle,
  personId: string,
  { unread, limit, after }: InboxAsked,
): Promise<InboxRow[]> {
  return handle
    .select({
      id: inboxItems.id,
      notice: inboxItems.notice,
      title: inboxItems.title,
      href: inboxItems.href,
      createdAt: inboxItems.createdAt,
      readAt: inboxItems.readAt,
      team: teams.slug,
      teamName: teams.name,
    })
    .from(inboxItems)
    .leftJoin(teams, eq(teams.id, inboxItems.teamId))
    .where(
      and(
        eq(inboxItems.personId, personId),
        unread ? isNull(inboxItems.readAt) : undefined,
        after &&
          or(
            lt(inboxItems.createdAt, after.createdAt),
            and(eq(inboxItems.createdAt, after.createdAt), lt(inboxItems.id, after.id)),
          ),
      ),
    )
    .orderBy(desc(inboxItems.createdAt), desc(inboxItems.id))
    .limit(limit + 1);
}

/** How many a person has not read, at most `most`. Index: inbox_items_unread. */
export async function countUnread(handle: Handle, personId: string, most: number): Promise<number> {
  const rows = await handle
    .select({ id: inboxItems.id })
    .from(inboxItems)
    .where(and(eq(inboxItems.personId, personId), isNull(inboxItems.readAt)))
    .limit(most);
  return rows.length;
}

/** Marks what a person was told, by ID or up to an instant; others' are left as they are. Index: inbox_items_person. */
export async function markInboxItems(
  tx: Tx,
  personId: string,
  { which, readAt }: { which: { ids: readonly string[] } | { until: Instant }; readAt: Instant | null },
): Promise<void> {
  await tx
    .update(inboxItems)
    .set({ readAt: readAt === null ? null : new Date(readAt) })
    .where(
      and(
        eq(inboxItems.personId, personId),
        'ids' in which
          ? inArray(inboxItems.id, [...which.ids])
          : lte(inboxItems.createdAt, new Date(which.until)),
        readAt === null ? isNotNull(inboxItems.readAt) : isNull(inboxItems.readAt),
      ),
    );
}
