import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { database, type Handle } from '#db/client.ts';
import { type Attempt, countAttempt, uncountAttempt } from '#db/queries/attempts.ts';
import { findSecondFactor } from '#db/queries/second-factors.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { ManagementCode } from '#lib/domain/management-codes.ts';
import { installation } from '#lib/platform/installation.ts';
import { ipv6Network } from '#lib/platform/ipv6-network.ts';
import { deriveKey } from '#lib/platform/secrets.ts';
import { isLoopbackHost } from '#lib/platform/variables.ts';
import { type Actor, type Call, type Failure, failed, type UseCase } from '#lib/use-case.ts';

const MINUTE = 60_000;

/**
 * How often something may be tried in one window, counted in the database so that all processes agree. Rules:
 * 1. Nobody locks anybody out. Signing in has no limit by address alone, only for the pair of address and network,
 *    which slows down whoever guesses, and for the network, which slows down whoever tries one password on many.
 * 2. A new password begins the counts of its person anew: who can read the mailbox is never kept waiting.
 * 3. Mail to an address (sign-up, reset) has a limit by address, or anybody could flood a mailbox; but from a network
 *    that has sent there at most twice it goes out all the same, so that strangers do not use it up.
 * 4. Codes of a second factor have a limit for the pair, and one for the person from everywhere, because six digits can
 *    be guessed from many networks. Only who knows the password can use that up; recovery codes are not under it.
 * 5. Inviting is counted by the pair of team and address: no team keeps another from inviting somebody.
 * 6. Limits by network alone never count what this machine itself sends.
 */
const LIMITS = {
  'sign-up-address': { most: 10, windowMs: 60 * MINUTE },
  'sign-up-pair': { most: 10, windowMs: 60 * MINUTE },
  'sign-up-network': { most: 30, windowMs: 60 * MINUTE },
  'reset-address': { most: 10, windowMs: 60 * MINUTE },
  'reset-pair': { most: 10, windowMs: 60 * MINUTE },
  'reset-network': { most: 30, windowMs: 60 * MINUTE },
  'invite-pair': { most: 5, windowMs: 24 * 60 * MINUTE },
  'invite-team': { most: 100, windowMs: 24 * 60 * MINUTE },
  'team-create': { most: 10, windowMs: 24 * 60 * MINUTE },
  'team-rename': { most: 10, windowMs: 24 * 60 * MINUTE },
  'sign-in-pair': { most: 10, windowMs: 15 * MINUTE },
  'sign-in-network': { most: 100, windowMs: 60 * MINUTE },
  'own-password': { most: 10, windowMs: 15 * MINUTE },
  'second-factor': { most: 10, windowMs: 15 * MINUTE },
  'second-factor-everywhere': { most: 50, windowMs: 24 * 60 * MINUTE },
} as const;
type LimitName = keyof typeof LIMITS;

type Try = { limit: LimitName; subject: string };

/** Counts these tries and says whether all of them are within their limits. One that is not is counted all the same. */
export async function areWithinLimits(handle: Handle, tries: readonly Try[], now: Instant): Promise<boolean> {
  let areWithin = true;
  for (const attempt of tries) if (!(await count(handle, attempt, now)).isWithin) areWithin = false;
  return areWithin;
}

async function count(handle: Handle, attempt: Try, now: Instant) {
  const tried = await countAttempt(handle, attemptOf(attempt, now));
  return { tried, isWithin: tried <= LIMITS[attempt.limit].most };
}

/** So often an hour a network may have mail sent to an address, whoever else does. */
const ALWAYS_MAILED = 2;

type Mailing = { address: string; network: string; now: Instant };

/** Counts that somebody has mail sent to an address, and says whether it may go out. */
export async function mayMail(
  handle: Handle,
  kind: 'sign-up' | 'reset',
  { address, network, now }: Mailing,
): Promise<boolean> {
  const pair = await count(handle, byPair(`${kind}-pair`, address, network), now);
  const toAddress = await count(handle, { limit: `${kind}-address`, subject: address }, now);
  const isNetworkWithin = await areWithinLimits(handle, byNetwork(`${kind}-network`, network), now);
  return isNetworkWithin && pair.isWithin && (toAddress.isWithin || pair.tried <= ALWAYS_MAILED);
}

/** Takes tries back that turned out to be no guesses. */
export async function takeBack(handle: Handle, tries: readonly Try[], now: Instant): Promise<void> {
  for (const attempt of tries) await uncountAttempt(handle, attemptOf(attempt, now));
}

/** A try by a network, as a list: empty for this machine and for what came without one. */
export function byNetwork(limit: LimitName, network: string): Try[] {
  const isOurOwn = isLoopbackHost(network) || network === 'in-process' || network === 'command';
  return isOurOwn ? [] : [{ limit, subject: subscriber(network) }];
}

/** A try at something of somebody's from a network. */
export function byPair(limit: LimitName, whose: string, network: string): Try {
  return { limit, subject: `${whose} ${subscriber(network)}` };
}

/** What one subscriber has: an IPv4 address, or a /64 of IPv6. */
function subscriber(network: string): string {
  return isIPv6(network) ? ipv6Network(network) : network;
}

/**
 * A use case in which a person proves who they are by a password or a code. Each try is counted before it is looked at,
 * and on a connection of its own, because what fails is rolled back; one that was right is taken back.
 */
export function counted<I extends object, T, C extends ManagementCode>(
  limit: 'own-password' | 'second-factor',
  useCase: UseCase<I, T, C>,
): UseCase<I, T, C | 'too-many-requests'> {
  const perform = async (actor: Actor, input: I, call: Call = {}) => {
    const { now = Date.now(), network = 'in-process' } = call;
    const handle = database().orm;
    const code = 'code' in input && typeof input.code === 'string' ? input.code : '';
    const tries = await triesOf({ handle, actor, limit, network, code });
    if (!(await areWithinLimits(handle, tries, now))) return tooManyRequests();
    const result = await useCase(actor, input, { ...call, now });
    if (result.ok) await takeBack(handle, tries, now);
    return result;
  };
  return Object.assign(perform, { action: useCase.action });
}

type Tried = {
  handle: Handle;
  actor: Actor;
  limit: 'own-password' | 'second-factor';
  network: string;
  code: string;
};

/** Nobody's tries are not counted: the policy refuses them. */
async function triesOf({ handle, actor, limit, network, code }: Tried): Promise<Try[]> {
  const { kind, personId, credentialId } = actor;
  if (kind !== 'person' || personId === null) return [];
  // Whoever found a browser signed in has that one session; the owner's other ones are not stopped.
  if (limit === 'own-password') return [{ limit, subject: `${credentialId}` }];
  const pair = byPair(limit, personId, network);
  if (!/^[\d\s]*$/.test(code)) return [pair];
  const passwordHash = (await findSecondFactor(handle, personId))?.passwordHash ?? '';
  return [pair, { limit: 'second-factor-everywhere', subject: `${personId} ${passwordHash}` }];
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
