import { createHmac } from 'node:crypto';
import { database, type Tx } from '#db/client.ts';
import { insertAuditEntry, insertLook } from '#db/queries/audit.ts';
import { findIdempotentAnswer, insertIdempotencyKey } from '#db/queries/idempotency.ts';
import { enqueueJob, type Job } from '#db/queries/jobs.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { ManagementCode } from '#lib/domain/management-codes.ts';
import { type Action, type Asker, type Permission, POLICY, permit } from '#lib/domain/policy.ts';
import { installation } from '#lib/platform/installation.ts';
import { deriveKey } from '#lib/platform/secrets.ts';

/** Who acts. `personId` is whom the act is written down to; null for whoever has no name here. */
export type Actor = {
  kind: 'person' | 'token' | 'command' | 'system' | 'anonymous';
  personId: string | null;
  /** The token's or session's own ID, where there is one. */
  credentialId: string | null;
  asker: Asker;
};

export const ANONYMOUS: Actor = {
  kind: 'anonymous',
  personId: null,
  credentialId: null,
  asker: { kind: 'anonymous' },
};
export const COMMAND: Actor = {
  kind: 'command',
  personId: null,
  credentialId: null,
  asker: { kind: 'command' },
};
/** What happens by itself: by the clock, or by a mail server's answer. */
export const SYSTEM: Actor = { ...COMMAND, kind: 'system' };

/** Wrong members of the input, by JSON pointer. */
export type InputError = { pointer: string; detail: string };
export type Failure<C extends ManagementCode> = { ok: false; code: C; detail: string; errors?: InputError[] };
export type Result<T, C extends ManagementCode> = { ok: true; value: T } | Failure<C>;

/** What happened, for the audit log: IDs and terms, never names, addresses or free text about people. */
export type AuditFacts = {
  subject: { type: string; id: string };
  teamId?: string | null;
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
};

type Done<T> = { ok: true; value: T; audit: AuditFacts | null };

/** What a use case is given to work with. */
export type Act = {
  tx: Tx;
  actor: Actor;
  now: Instant;
  /** The team the thing belongs to, as `locate` found it. */
  teamId: string | null;
  /** The versions that `If-Match` allows; null when it was not sent. */
  ifMatch: readonly string[] | null;
  /** The caller's network, for limits. */
  network: string;
  /** Enqueued with the transaction: sent when it commits, gone when it does not. */
  enqueue: (job: Job) => Promise<void>;
  /**
   * Carries another use case out as a part of this one: in its transaction, by the same actor, who must be allowed to do
   * that too, with an audit entry of its own. Whoever gets a failure must fail, which takes everything back.
   */
  perform: <I, T, C extends ManagementCode>(
    other: PartUseCase<I, T, C>,
    input: I,
  ) => Promise<Result<T, C | ShellCode>>;
};

/** How one call is made: things of the request that are no input. */
export type Call = {
  now?: Instant;
  /** The `Idempotency-Key` of a POST. */
  idempotencyKey?: string | null;
  /** The entity tags of `If-Match`, without quotes; `*` is any. */
  ifMatch?: readonly string[] | null;
  /** The caller's network (an address, or how it came: `command`). */
  network?: string;
};

export type UseCase<I, T, C extends ManagementCode> = {
  (actor: Actor, input: I, call?: Call): Promise<Result<T, C | ShellCode>>;
  /** The policy row it asks. */
  readonly action: Action;
};

/** A use case that another can carry out as a part of itself. */
export type PartUseCase<I, T, C extends ManagementCode> = UseCase<I, T, C> & {
  readonly within: (part: Part, input: I) => Promise<Result<T, C | ShellCode>>;
};

/** The act whose part something is. */
type Part = { tx: Tx; actor: Actor; now: Instant; network: string };

/** What the shell itself can answer, whatever the use case. */
export type ShellCode =
  | 'unauthenticated'
  | 'second-factor-required'
  | 'forbidden'
  | 'not-found'
  | 'idempotency-conflict';

/** Succeeded, and changed what `audit` says; null is for reads alone, which may say there what was looked at. */
export function done<T>(value: T, audit: AuditFacts | null = null): Done<T> {
  return { ok: true, value, audit };
}

export function failed<C extends ManagementCode>(code: C, detail: string, errors?: InputError[]): Failure<C> {
  return errors ? { ok: false, code, detail, errors } : { ok: false, code, detail };
}

/** The one answer for what does not exist and for what is another team's: made afresh, so that nothing can differ. */
export function notFound(): Failure<'not-found'> {
  return failed('not-found', 'There is no such thing here, or you may not see it.');
}

/** Where a thing belongs. `subject` is what a look at it is written down as; left out, it is the team. */
export type Place = { teamId: string | null; subject?: AuditFacts['subject'] };

type Definition<I, T, C extends ManagementCode> = {
  action: Action;
  /** Which team the thing belongs to; null: it does not exist. Left out where an action belongs to no team. */
  locate?: (tx: Tx, input: I, actor: Actor) => Promise<Place | null>;
  run: (act: Act, input: I) => Promise<Done<T> | Failure<C>>;
  /** The answer holds a secret: it is not kept, and a repeat with the same key is a conflict. */
  secret?: boolean;
};

/** A page that is open asks again and again: within this time it is one look. */
const SAME_LOOK_MS = 15 * 60_000;

class Rollback extends Error {}

/**
 * The only way to change anything (but for the check, which has no actor): who acts → may they → one transaction →
 * run → audit entry → result. A failure rolls everything back.
 */
export function useCase<I, T, C extends ManagementCode = never>(
  definition: Definition<I, T, C>,
): PartUseCase<I, T, C> {
  const { action } = definition;
  const perform = async (actor: Actor, input: I, call: Call = {}) => {
    const now = call.now ?? Date.now();
    let outcome: Result<T, C | ShellCode> | undefined;
    try {
      await database().transaction(async (tx) => {
        outcome = await attempt(definition, { tx, actor, now, input, call });
        if (!outcome.ok) throw new Rollback();
      });
    } catch (error) {
      if (!(error instanceof Rollback)) throw new Error(`${action} failed`, { cause: error });
    }
    if (!outcome) throw new Error(`${action} gave no outcome`);
    return outcome;
  };
  const within = ({ tx, actor, now, network }: Part, input: I) =>
    attempt(definition, { tx, actor, now, input, call: { network } });
  return Object.assign(perform, { action, within });
}

type Attempt<I> = { tx: Tx; actor: Actor; now: Instant; input: I; call: Call };

async function attempt<I, T, C extends ManagementCode>(
  definition: Definition<I, T, C>,
  { tx, actor, now, input, call }: Attempt<I>,
): Promise<Result<T, C | ShellCode>> {
  const { action } = definition;
  const { idempotencyKey = null, ifMatch = null, network = 'in-process' } = call;
  const row = POLICY[action];
  const place = definition.locate ? await definition.locate(tx, input, actor) : { teamId: null };
  if (!place) return refuseMissing(action, actor);
  const permission = permit(action, actor.asker, place.teamId);
  if (permission !== 'allowed') return refuse(permission, action);

  const repeat =
    idempotencyKey && row.changes
      ? await repeated<T>(action, { tx, actor, now, input, key: idempotencyKey })
      : null;
  if (repeat) return repeat;

  const result = await definition.run(
    {
      tx,
      actor,
      now,
      teamId: place.teamId,
      ifMatch,
      network,
      enqueue: (job) => enqueueJob(tx, job),
      perform: (other, asked) => other.within({ tx, actor, now, network }, asked),
    },
    input,
  );
  if (!result.ok) return result;
  await writeDown(tx, { action, actor, now, place, facts: result.audit });
  if (idempotencyKey && row.changes) {
    await insertIdempotencyKey(tx, {
      actor: actorKey(actor, input),
      key: idempotencyKey,
      action,
      inputHash: hashOf(input),
      answer: definition.secret ? null : { value: result.value },
      now,
    });
  }
  return { ok: true, value: result.value };
}

type Entry = { action: Action; actor: Actor; now: Instant; place: Place; facts: AuditFacts | null };

/** Every change, with what changed; and of what is only read, that somebody of ours looked at a team's things. */
async function writeDown(tx: Tx, { action, actor, now, place, facts }: Entry): Promise<void> {
  const by = { at: now, actorKind: actor.kind, actorId: actor.personId, action };
  const { changes } = POLICY[action];
  if (changes && !facts) throw new Error(`${action} changes something and gave no audit entry`);
  if (changes && facts) {
    await insertAuditEntry(tx, {
      ...by,
      subjectType: facts.subject.type,
      subjectId: facts.subject.id,
      teamId: facts.teamId ?? place.teamId,
      before: facts.before ?? null,
      after: facts.after ?? null,
    });
  } else if (place.teamId !== null && isOutsider(actor, place.teamId)) {
    const { type, id } = facts?.subject ?? place.subject ?? { type: 'team', id: place.teamId };
    const look = { ...by, subjectType: type, subjectId: id, teamId: place.teamId, before: null, after: null };
    await insertLook(tx, look, now - SAME_LOOK_MS);
  }
}

/** Whether a team's things are not this actor's own: staff, and the command line. */
function isOutsider({ kind, asker }: Actor, teamId: string): boolean {
  return (
    kind === 'command' || (asker.kind === 'known' && asker.staffRole !== null && !asker.teams.has(teamId))
  );
}

/** What does not exist: who is not known, or not wholly, is told that and nothing of what there is. */
function refuseMissing(action: Action, { asker }: Actor): Failure<ShellCode> {
  const permission = permit(action, asker, null);
  const isUnknown = permission === 'unauthenticated' || permission === 'second-factor-required';
  return isUnknown ? refuse(permission, action) : notFound();
}

function refuse(permission: Exclude<Permission, 'allowed'>, action: Action): Failure<ShellCode> {
  if (permission === 'not-found') return notFound();
  if (permission === 'second-factor-required')
    return failed(
      'second-factor-required',
      `This needs your second factor. Give its code, or set one up, at ${installation().config.appUrl}/two-factor. Nothing was changed.`,
    );
  if (permission === 'forbidden') return failed('forbidden', POLICY[action].says);
  return failed('unauthenticated', 'Sign in, or send a token: Authorization: Bearer lh_…');
}

type Repeat = { tx: Tx; actor: Actor; now: Instant; input: unknown; key: string };

async function repeated<T>(
  action: Action,
  { tx, actor, now, input, key }: Repeat,
): Promise<Result<T, 'idempotency-conflict'> | null> {
  const earlier = await findIdempotentAnswer<T>(tx, { actor: actorKey(actor, input), key, now });
  if (!earlier) return null;
  if (earlier.action !== action || earlier.inputHash !== hashOf(input)) {
    return failed(
      'idempotency-conflict',
      'This Idempotency-Key was used for another request. Use a new key for each request.',
    );
  }
  if (!earlier.answer) {
    return failed(
      'idempotency-conflict',
      'This was done already. Its answer held a secret and was not kept.',
    );
  }
  return { ok: true, value: earlier.answer.value };
}

/** Whose keys these are. Strangers have none of their own, so theirs are kept apart by what they sent. */
function actorKey(actor: Actor, input: unknown): string {
  return `${actor.kind}:${actor.credentialId ?? actor.personId ?? hashOf(input)}`;
}

/** Keyed: an input may hold a password, and the database alone must not help to guess it. */
function hashOf(input: unknown): string {
  return createHmac('sha256', deriveKey(installation().secret, 'idempotency'))
    .update(JSON.stringify(input) ?? '')
    .digest('base64url');
}
