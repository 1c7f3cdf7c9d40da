import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Handle } from '#db/client.ts';
import { type Attempt, countAttempt, uncountAttempt } from '#db/queries/attempts.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { installation } from '#lib/platform/installation.ts';
import { ipv6Network } from '#lib/platform/ipv6-network.ts';
import { deriveKey } from '#lib/platform/secrets.ts';
import { isLoopbackHost } from '#lib/platform/variables.ts';
import { type Failure, failed } from '#lib/use-case.ts';

const MINUTE = 60_000;

/**
 * How often something may be tried in one window, counted in the database so that all processes agree.
 * Limits by network never count what this machine itself sends. Signing in has none by address alone: then anybody
 * could lock anybody out. It has one for the pair of address and network, which slows down whoever guesses, and
 * one for the network, which slows down whoever tries one password on many addresses. Inviting is counted by the pair
 * of team and address, so that no team can keep another from inviting somebody.
 */
const LIMITS = {
  'sign-up-address': { most: 10, windowMs: 60 * MINUTE },
  'sign-up-network': { most: 30, windowMs: 60 * MINUTE },
  'reset-address': { most: 10, windowMs: 60 * MINUTE },
  'reset-network': { most: 30, windowMs: 60 * MINUTE },
  'invite-pair': { most: 5, windowMs: 24 * 60 * MINUTE },
  'invite-team': { most: 100, windowMs: 24 * 60 * MINUTE },
  'team-create': { most: 10, windowMs: 24 * 60 * MINUTE },
  'team-rename': { most: 10, windowMs: 24 * 60 * MINUTE },
  'sign-in-pair': { most: 10, windowMs: 15 * MINUTE },
  'sign-in-network': { most: 100, windowMs: 60 * MINUTE },
} as const;
type LimitName = keyof typeof LIMITS;

type Try = { limit: LimitName; subject: string };

/** Counts these tries and says whether all of them are within their limits. One that is not is counted all the same. */
export async function areWithinLimits(handle: Handle, tries: readonly Try[], now: Instant): Promise<boolean> {
  let areWithin = true;
  for (const attempt of tries) {
    const count = await countAttempt(handle, attemptOf(attempt, now));
    if (count > LIMITS[attempt.limit].most) areWithin = false;
  }
  return areWithin;
}

/** Takes tries back that turned out to be no guesses. */
export async function takeBack(handle: Handle, tries: readonly Try[], now: Instant): Promise<void> {
  for (const attempt of tries) await uncountAttempt(handle, attemptOf(attempt, now));
}

/** A try by a network, as a list: empty for this machine and for what came without one. IPv6 networks are /64. */
export function byNetwork(limit: LimitName, network: string): Try[] {
  const isOurOwn = isLoopbackHost(network) || network === 'in-process' || network === 'command';
  return isOurOwn ? [] : [{ limit, subject: isIPv6(network) ? ipv6Network(network) : network }];
}

/** The same answer whether or not anybody has the address. */
export function tooManyRequests(): Failure<'too-many-requests'> {
  return failed(
    'too-many-requests',
    'That was tried too often from here or for this address. Try again in an hour.',
  );
}

/** The subject under a keyed hash: whoever reads the table learns no address from it, not even by guessing. */
function attemptOf({ limit, subject }: Try, now: Instant): Attempt {
  const key = deriveKey(installation().secret, 'attempts');
  const subjectHash = createHmac('sha256', key).update(subject.toLowerCase()).digest('base64url');
  const { windowMs } = LIMITS[limit];
  return { kind: limit, subjectHash, windowStart: now - (now % windowMs) };
}
