import { database } from '#db/client.ts';
import { findPasswordHash, replacePasswordHash } from '#db/queries/people.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { hashPassword, isHashOutdated, verifyPassword } from '#lib/platform/passwords.ts';
import { failed, type Result } from '#lib/use-case.ts';
import { areWithinLimits, byNetwork, byPair, takeBack, tooManyRequests } from './limits.ts';

export type Credentials = { email: string; password: string; network: string };

/** A longer password than any that can be set is not worth hashing. */
const LONGEST = { email: 254, password: 1000 };

/**
 * Whose e-mail address and password these are. Answers `unauthenticated` alike, and after alike work, for a wrong
 * password, an unknown address, a person without a password and one who is suspended; `too-many-requests` after ten
 * wrong tries for an address and its password from one network in a quarter of an hour, known or not. Each try is counted before it is
 * looked at, so that many at once are no way around, and taken back when it was right.
 */
export async function checkCredentials(
  { email, password, network }: Credentials,
  now: Instant,
): Promise<Result<{ personId: string }, 'unauthenticated' | 'too-many-requests'>> {
  const wrong = failed('unauthenticated', 'The e-mail address or the password is wrong.');
  const address = email.trim();
  if (address.length > LONGEST.email || password.length > LONGEST.password) return wrong;
  const handle = database().orm;
  const person = await findPasswordHash(handle, address);
  // With the password, so that a new one begins the count anew: it was set by whoever reads the mailbox.
  const tries = [
    byPair('sign-in-pair', `${address} ${person?.passwordHash ?? ''}`, network),
    ...byNetwork('sign-in-network', network),
  ];
  if (!(await areWithinLimits(handle, tries, now))) return tooManyRequests();

  const isRight = await verifyPassword(person?.passwordHash ?? null, password);
  if (!person || !isRight) return wrong;
  await takeBack(handle, tries, now);
  if (isHashOutdated(person.passwordHash)) {
    await replacePasswordHash(handle, person.id, {
      from: person.passwordHash,
      to: await hashPassword(password),
    });
  }
  return { ok: true, value: { personId: person.id } };
}
