import { and, desc, eq, gt, isNull, lte, ne } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle } from '../client.ts';
import { people, sessions } from '../schema/accounts.ts';

export type SessionRow = {
  id: string;
  personId: string;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  /** When the second factor was given in it. */
  secondFactorAt: Date | null;
};

const columns = {
  id: sessions.id,
  personId: sessions.personId,
  userAgent: sessions.userAgent,
  createdAt: sessions.createdAt,
  lastSeenAt: sessions.lastSeenAt,
  expiresAt: sessions.expiresAt,
  secondFactorAt: sessions.secondFactorAt,
};

export type NewSession = { personId: string; userAgent: string | null; now: Instant; expiresAt: Instant };

/** Opens a session and gives its ID. */
export async function insertSession(handle: Handle, session: NewSession): Promise<string> {
  const { personId, userAgent } = session;
  const now = new Date(session.now);
  const [row] = await handle
    .insert(sessions)
    .values({ personId, userAgent, createdAt: now, lastSeenAt: now, expiresAt: new Date(session.expiresAt) })
    .returning({ id: sessions.id });
  if (!row) throw new Error('a session was not inserted');
  return row.id;
}

/** The session, unless it has ended, expired, or its person is suspended. Index: sessions and people primary keys. */
export async function findLiveSession(handle: Handle, id: string, now: Instant): Promise<SessionRow | null> {
  const [row] = await handle
    .select(columns)
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.id, id), gt(sessions.expiresAt, new Date(now)), isNull(people.suspendedAt)));
  return row ?? null;
}

/** Notes that the session is in use, and until when that keeps it alive. */
export async function touchSession(
  handle: Handle,
  id: string,
  { now, expiresAt }: { now: Instant; expiresAt: Instant },
): Promise<void> {
  await handle
    .update(sessions)
    .set({ lastSeenAt: new Date(now), expiresAt: new Date(expiresAt) })
    .where(eq(sessions.id, id));
}

/** The person's live sessions, the last used first, at most 200. Index: sessions_person. */
export async function listSessionsOf(handle: Handle, personId: string, now: Instant): Promise<SessionRow[]> {
  return handle
    .select(columns)
    .from(sessions)
    .where(and(eq(sessions.personId, personId), gt(sessions.expiresAt, new Date(now))))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .limit(200);
}

/** Ends a session, whoever's. Says nothing about whether there was one. Index: sessions primary key. */
export async function deleteSession(handle: Handle, id: string): Promise<void> {
  await handle.delete(sessions).where(eq(sessions.id, id));
}

/** Ends a session of this person; false when they have no such session. Index: sessions primary key. */
export async function deleteSessionOf(handle: Handle, personId: string, id: string): Promise<boolean> {
  const gone = await handle
    .delete(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.personId, personId)))
    .returning({ id: sessions.id });
  return gone.length > 0;
}

/** Ends every session of this person and gives how many there were. Index: sessions_person. */
export async function deleteSessionsOf(handle: Handle, personId: string): Promise<number> {
  const gone = await handle
    .delete(sessions)
    .where(eq(sessions.personId, personId))
    .returning({ id: sessions.id });
  return gone.length;
}

/** Ends every session of this person but one, and gives how many there were. Index: sessions_person. */
export async function deleteOtherSessionsOf(handle: Handle, personId: string, id: string): Promise<number> {
  const gone = await handle
    .delete(sessions)
    .where(and(eq(sessions.personId, personId), ne(sessions.id, id)))
    .returning({ id: sessions.id });
  return gone.length;
}

/** Forgets sessions that have expired. Gives how many. */
export async function deleteExpiredSessions(handle: Handle, now: Instant): Promise<number> {
  const gone = await handle
    .delete(sessions)
    .where(lte(sessions.expiresAt, new Date(now)))
    .returning({ id: sessions.id });
  return gone.length;
}
