import { findLiveSession, type SessionRow } from '#db/queries/sessions.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { verifyPassword } from '#lib/platform/passwords.ts';
import { type Act, type Failure, failed } from '#lib/use-case.ts';

/** So long after signing in nobody is asked for the password again. */
const FRESH_MS = 15 * 60_000;

export function isFresh({ createdAt }: SessionRow, now: Instant): boolean {
  return now - createdAt.getTime() < FRESH_MS;
}

type Given = { sessionId: string; passwordHash: string | null; password: string | undefined };

/**
 * Whether whoever acts knows the account's password, and not only holds its session: it was typed lately, or is typed
 * now. Else somebody who finds a browser signed in could take the account away from its owner. Null: it is so.
 */
export async function confirmPassword(
  { tx, now }: Act,
  { sessionId, passwordHash, password }: Given,
): Promise<Failure<'invalid-input'> | null> {
  const session = await findLiveSession(tx, sessionId, now);
  if (password === undefined)
    return session && isFresh(session, now) ? null : wrongPassword('Type your password.');
  return (await verifyPassword(passwordHash, password)) ? null : wrongPassword('This is not your password.');
}

export function wrongPassword(detail: string): Failure<'invalid-input'> {
  return failed('invalid-input', detail, [{ pointer: '/password', detail }]);
}
