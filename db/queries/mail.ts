import { and, desc, eq, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Handle, Tx } from '../client.ts';
import { people } from '../schema/accounts.ts';
import { deliveries } from '../schema/notices.ts';

export type MailRow = typeof deliveries.$inferSelect & { to: string };
export type MailStateAsked = 'owed' | 'refused' | 'accepted' | 'dropped';
export type MailAsked = {
  state?: MailStateAsked | undefined;
  limit: number;
  /** Only what comes after this one, newest first. */
  after?: { createdAt: Date; id: string } | undefined;
};

const isOpen = and(isNull(deliveries.acceptedAt), isNull(deliveries.droppedAt));
const IN_STATE: Readonly<Record<MailStateAsked, SQL | undefined>> = {
  owed: and(isOpen, isNull(deliveries.lastRefusal)),
  refused: and(isOpen, isNotNull(deliveries.lastRefusal)),
  accepted: isNotNull(deliveries.acceptedAt),
  dropped: isNotNull(deliveries.droppedAt),
};

const columns = {
  delivery: deliveries,
  to: sql<string>`coalesce(${deliveries.address}, ${people.email}, '')`,
};

/** For operators: mails of everybody, the newest first, one more than `limit` when there are more. Index: deliveries_open, deliveries_created. */
export async function listMailForStaff(
  handle: Handle,
  { state, limit, after }: MailAsked,
): Promise<MailRow[]> {
  const rows = await handle
    .select(columns)
    .from(deliveries)
    .leftJoin(people, eq(people.id, deliveries.personId))
    .where(
      and(
        state && IN_STATE[state],
        after &&
          or(
            lt(deliveries.createdAt, after.createdAt),
            and(eq(deliveries.createdAt, after.createdAt), lt(deliveries.id, after.id)),
          ),
      ),
    )
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(limit + 1);
  return rows.map(({ delivery, to }) => ({ ...delivery, to }));
}

/** How many are owed, of them refused ones apart; at most `most` each. Index: deliveries_open. */
export async function countOpenMail(
  handle: Handle,
  most: number,
): Promise<{ owed: number; refused: number }> {
  const inState = async (state: 'owed' | 'refused') =>
    (await handle.select({ id: deliveries.id }).from(deliveries).where(IN_STATE[state]).limit(most)).length;
  return { owed: await inState('owed'), refused: await inState('refused') };
}

/** A mail, which nobody else may change until the transaction ends. Index: deliveries primary key. */
export async function lockMail(tx: Tx, id: string): Promise<typeof deliveries.$inferSelect | null> {
  const [row] = await tx.select().from(deliveries).where(eq(deliveries.id, id)).for('update');
  return row ?? null;
}
