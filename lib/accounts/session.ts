import { headers } from 'next/headers';
import { cache } from 'react';
import { database } from '#db/client.ts';
import { findPerson, type PersonRow } from '#db/queries/people.ts';
import { listTeamsOf, type TeamOfPerson } from '#db/queries/teams.ts';
import type { Asker } from '#lib/domain/policy.ts';
import { installation } from '#lib/platform/installation.ts';
import { type Actor, ANONYMOUS } from '#lib/use-case.ts';
import { type CurrentSession, sessionOfCookie } from './auth.ts';

/**
 * The session that the request's cookie belongs to; null when there is none, it has ended, or its person is suspended.
 * Looked up in the database once for each page, once for each call of the API: a session that was ended is gone with
 * the next request. Throws when the database cannot be asked: nobody is signed out by that.
 */
export const currentSession = cache(async (): Promise<CurrentSession | null> => {
  return sessionOfCookie((await headers()).get('cookie'));
});

/** Who makes this request, as far as a session says. */
export async function readActor(): Promise<Actor> {
  const session = await currentSession();
  return session ? actorOfSession(session) : ANONYMOUS;
}

/**
 * A session's person, with what they may do now. Who has a second factor and has not given it here is only half known;
 * who is on staff, must have one and has none is known without that role.
 */
export async function actorOfSession(session: CurrentSession): Promise<Actor> {
  const { personId, sessionId } = session;
  const handle = database().orm;
  const [person, teams] = await Promise.all([findPerson(handle, personId), listTeamsOf(handle, personId)]);
  if (!person || person.suspendedAt) return ANONYMOUS;
  return { kind: 'person', personId, credentialId: sessionId, asker: askerOf(session, person, teams) };
}

function askerOf(
  { hasSecondFactor }: CurrentSession,
  { staffRole, totpConfirmedAt }: PersonRow,
  teams: readonly TeamOfPerson[],
): Asker {
  if (totpConfirmedAt && !hasSecondFactor) return { kind: 'half-known' };
  const isWithheld =
    staffRole !== null && !totpConfirmedAt && installation().config.staffSecondFactor === 'required';
  return {
    kind: 'known',
    teams: new Map(teams.map(({ id, role }) => [id, role])),
    staffRole: isWithheld ? null : staffRole,
    ...(isWithheld && { withheldRole: staffRole }),
    scopes: null,
  };
}
