import type { Tx } from '#db/client.ts';
import { findUnsafeRequestTeam, lockRequest, type RequestRow } from '#db/queries/requests.ts';
import { isWaiting } from '#lib/domain/requests.ts';
import { type Act, type Failure, failed, type Place } from '#lib/use-case.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Which team the request of an input belongs to; null when there is none. */
export async function locateRequest(tx: Tx, { id }: { id: string }): Promise<Place | null> {
  if (!UUID.test(id)) return null;
  const place = await findUnsafeRequestTeam(tx, id);
  return place && { ...place, subject: { type: 'request', id } };
}

/** The request that was located, held until the transaction ends. */
export async function takeRequest({ tx, teamId }: Act, id: string): Promise<RequestRow> {
  const row = teamId === null ? null : await lockRequest(tx, teamId, id);
  if (!row) throw new Error('a request that was located is gone');
  return row;
}

/** The answer to whoever would change what was decided. */
export function decidedAlready({ state }: RequestRow): Failure<'conflict'> | null {
  return isWaiting(state) ? null : failed('conflict', `This request was ${state} already. Make another one.`);
}

/** Whose side somebody writes for: staff, unless they are in the team themselves. */
export function sideOf({ actor, teamId }: Act): 'team' | 'staff' {
  const { asker } = actor;
  if (asker.kind !== 'known') return 'staff';
  return teamId !== null && asker.teams.has(teamId) ? 'team' : 'staff';
}
