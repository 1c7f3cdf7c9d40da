import { and, asc, desc, eq, gt, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { RequestSide, RequestState, RequestType } from '#lib/domain/requests.ts';
import type { Handle, Tx } from '../client.ts';
import { people, teams } from '../schema/accounts.ts';
import { agreements } from '../schema/agreements.ts';
import { licenses } from '../schema/licenses.ts';
import { requestMessages, requests } from '../schema/requests.ts';

export type RequestRow = typeof requests.$inferSelect & {
  team: string;
  teamName: string;
  licenseName: string | null;
  agreement: string | null;
  createdByName: string | null;
  assigneeName: string | null;
  decidedByName: string | null;
};

export type RequestFilter = {
  licenseId?: string | undefined;
  type?: RequestType | undefined;
  /** `waiting`: open or answered, first promised first; else newest first. */
  state?: RequestState | 'waiting' | undefined;
  limit: number;
  /** Only what comes after this one: by the promise when `waiting`, else by when it was made. */
  after?: { at: Date; id: string } | undefined;
};

const maker = alias(people, 'maker');
const assignee = alias(people, 'assignee');
const decider = alias(people, 'decider');

function selectRequests(handle: Handle) {
  return handle
    .select({
      request: requests,
      team: teams.slug,
      teamName: teams.name,
      licenseName: licenses.name,
      agreement: agreements.number,
      createdByName: maker.name,
      assigneeName: assignee.name,
      decidedByName: decider.name,
    })
    .from(requests)
    .innerJoin(teams, eq(teams.id, requests.teamId))
    .leftJoin(licenses, eq(licenses.id, requests.licenseId))
    .leftJoin(agreements, eq(agreements.id, requests.agreementId))
    .leftJoin(maker, eq(maker.id, requests.createdBy))
    .leftJoin(assignee, eq(assignee.id, requests.assigneeId))
    .leftJoin(decider, eq(decider.id, requests.decidedBy));
}

type Selected = Awaited<ReturnType<typeof selectRequests>>[number];

function rowOf({ request, ...rest }: Selected): RequestRow {
  return { ...request, ...rest };
}

/** Which team a request belongs to, before permission was asked. Index: requests primary key. */
export async function findUnsafeRequestTeam(handle: Handle, id: string): Promise<{ teamId: string } | null> {
  const [row] = await handle.select({ teamId: requests.teamId }).from(requests).where(eq(requests.id, id));
  return row ?? null;
}

/** A request of a team. Index: requests primary key. */
export async function findRequest(handle: Handle, teamId: string, id: string): Promise<RequestRow | null> {
  const [row] = await selectRequests(handle).where(and(eq(requests.id, id), eq(requests.teamId, teamId)));
  return row ? rowOf(row) : null;
}

/** The same, and nobody else may change it until the transaction ends. */
export async function lockRequest(tx: Tx, teamId: string, id: string): Promise<RequestRow | null> {
  await tx.select({ id: requests.id }).from(requests).where(eq(requests.id, id)).for('update');
  return findRequest(tx, teamId, id);
}

/** A request of a license that waits, of a type; null when there is none. Index: requests_license. */
export async function findWaitingRequest(
  tx: Tx,
  teamId: string,
  { licenseId, type }: { licenseId: string; type: RequestType },
): Promise<{ id: string; subject: string } | null> {
  const [row] = await tx
    .select({ id: requests.id, subject: requests.subject })
    .from(requests)
    .where(
      and(
        eq(requests.teamId, teamId),
        eq(requests.licenseId, licenseId),
        eq(requests.type, type),
        inArray(requests.state, ['open', 'answered']),
      ),
    )
    .limit(1);
  return row ?? null;
}

/** Requests of these teams, one more than `limit` when there are more. Indexes: requests_team, requests_waiting. */
export async function listRequests(
  handle: Handle,
  teamIds: readonly string[],
  filter: RequestFilter,
): Promise<RequestRow[]> {
  return teamIds.length === 0 ? [] : readRequests(handle, inArray(requests.teamId, [...teamIds]), filter);
}

/** The same of every team: for staff alone. Indexes: requests_waiting, requests_made. */
export async function listAllRequestsForStaff(handle: Handle, filter: RequestFilter): Promise<RequestRow[]> {
  return readRequests(handle, undefined, filter);
}

async function readRequests(
  handle: Handle,
  whose: SQL | undefined,
  filter: RequestFilter,
): Promise<RequestRow[]> {
  const { licenseId, type, state, limit, after } = filter;
  const conditions = [whose];
  if (licenseId !== undefined) conditions.push(eq(requests.licenseId, licenseId));
  if (type) conditions.push(eq(requests.type, type));
  const isQueue = state === 'waiting';
  // In words by which the partial index is known to do.
  if (isQueue) conditions.push(sql`${requests.state} in ('open', 'answered')`);
  else if (state) conditions.push(eq(requests.state, state));
  const by = isQueue ? requests.answerBy : requests.createdAt;
  const beyond = isQueue ? gt : lt;
  if (after) conditions.push(or(beyond(by, after.at), and(eq(by, after.at), beyond(requests.id, after.id))));
  const order = isQueue ? asc : desc;
  const rows = await selectRequests(handle)
    .where(and(...conditions))
    .orderBy(order(by), order(requests.id))
    .limit(limit + 1);
  return rows.map(rowOf);
}

export type NewRequest = typeof requests.$inferInsert;

/** Gives the new request's ID. */
export async function insertRequest(tx: Tx, row: NewRequest): Promise<string> {
  const [inserted] = await tx.insert(requests).values(row).returning({ id: requests.id });
  if (!inserted) throw new Error('the request was not inserted');
  return inserted.id;
}

export type RequestChange = Partial<
  Pick<
    NewRequest,
    | 'state'
    | 'assigneeId'
    | 'answeredAt'
    | 'decidedAt'
    | 'decidedBy'
    | 'agreementId'
    | 'licenseId'
    | 'lastMessageAt'
  >
>;

export async function updateRequest(
  tx: Tx,
  teamId: string,
  id: string,
  change: RequestChange,
): Promise<void> {
  await tx
    .update(requests)
    .set(change)
    .where(and(eq(requests.id, id), eq(requests.teamId, teamId)));
}

export type MessageRow = { id: string; side: RequestSide; author: string | null; at: Date; body: string };

/** A conversation in order. Index: request_messages_request. */
export async function listMessages(handle: Handle, requestId: string): Promise<MessageRow[]> {
  return handle
    .select({
      id: requestMessages.id,
      side: requestMessages.side,
      author: people.name,
      at: requestMessages.at,
      body: requestMessages.body,
    })
    .from(requestMessages)
    .leftJoin(people, eq(people.id, requestMessages.authorId))
    .where(eq(requestMessages.requestId, requestId))
    .orderBy(asc(requestMessages.at), asc(requestMessages.id));
}

/** Gives the new message's ID. */
export async function insertMessage(
  tx: Tx,
  message: { requestId: string; authorId: string | null; side: RequestSide; at: Date; body: string },
): Promise<string> {
  const [row] = await tx.insert(requestMessages).values(message).returning({ id: requestMessages.id });
  if (!row) throw new Error('the message was not inserted');
  return row.id;
}
