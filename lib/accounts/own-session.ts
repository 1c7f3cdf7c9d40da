import { type Act, type Failure, failed } from '#lib/use-case.ts';

/** The session that acts and whose it is; null for tokens and commands, which have none. */
export function ownSession({ actor }: Act): { personId: string; sessionId: string } | null {
  if (actor.kind !== 'person' || actor.personId === null || actor.credentialId === null) return null;
  return { personId: actor.personId, sessionId: actor.credentialId };
}

/** The answer to whoever has no session: what secures an account is done by the person, signed in. */
export function needsSession(): Failure<'forbidden'> {
  return failed(
    'forbidden',
    'This takes a person who is signed in with a browser. Tokens and commands cannot do it.',
  );
}
