import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Sql } from '#db/client.ts';
import { type CheckFacts, findLicenseFacts } from '#db/queries/checks.ts';
import { type Decision, decide } from '#lib/domain/decide.ts';
import { matchCandidates } from '#lib/domain/identifiers.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { LicenseFacts } from '#lib/domain/license.ts';
import { type KeyReading, keyStoreAt } from '#lib/keys/current-key-store.ts';
import { answerTo } from './answer-to.ts';
import { checkCount } from './check-count.ts';
import { countChecks, countUnknown } from './count-checks.ts';
import type { FloodGate } from './flood-gate.ts';
import type { PendingCheck, RecordedCheck } from './pending-check.ts';
import type { RecordingHealth } from './recording-health.ts';

export type BatchTools = { sql: Sql; gate: FloodGate; health: RecordingHealth };

type Decided = { pending: PendingCheck; license: LicenseFacts | null; decision: Decision; now: Instant };
/** The checks of one statement; what `countChecks` says of them. */
type Counted = { members: readonly PendingCheck[]; later: Promise<ReadonlyMap<number, Promise<void>>> };
type Signed = Map<PendingCheck, RecordedCheck>;
type Failed = { pending: PendingCheck; error: unknown };

/** So many signatures block the event loop for about a millisecond; then others have their turn. */
const SIGNATURES_A_TURN = 64;
/** To find the one of 256 checks that cannot be written takes eight times two halves; nothing is tried for longer. */
const MAX_REPEATS = 16;

/**
 * Reads, decides, counts and signs a batch of checks, and settles each of them as soon as it is durable. What the
 * database undid is tried again in halves, so that one check takes no neighbors along; what it may have done is not, for
 * nothing is counted twice.
 */
export async function recordBatch(tools: BatchTools, batch: readonly PendingCheck[]): Promise<void> {
  const tries = [batch];
  let repeatsLeft = MAX_REPEATS;
  for (let checks = tries.pop(); checks; checks = tries.pop()) {
    const failed = await recordOnce(tools, checks);
    const again = failed.filter(({ error }) => isUndone(error)).map(({ pending }) => pending);
    const middle = Math.ceil(again.length / 2);
    const halves = [again.slice(middle), again.slice(0, middle)].filter((half) => half.length > 0);
    const wasRepeatedAlone = checks.length === 1 && repeatsLeft < MAX_REPEATS;
    const isRepeated = halves.length <= repeatsLeft && !wasRepeatedAlone;
    for (const { pending, error } of failed) {
      if (!isRepeated || !isUndone(error)) pending.giveUp(error, tools.health);
    }
    if (!isRepeated) continue;
    repeatsLeft -= halves.length;
    tries.push(...halves);
  }
}

/** Settles what succeeds, and gives the rest. */
async function recordOnce({ sql, gate }: BatchTools, checks: readonly PendingCheck[]): Promise<Failed[]> {
  let decided: Decided[];
  let groups: Counted[];
  let keys: KeyReading;
  try {
    const askedAt = performance.now();
    const { licenses, answerKid } = await readFacts(sql, checks);
    keys = { answerKid, askedAt };
    decided = decideAll(licenses, checks, gate);
    groups = countAll(sql, decided);
  } catch (error) {
    return checks.map((pending) => ({ pending, error }));
  }
  // While the database commits.
  const signed = signAll(decided, keys);
  return (await Promise.all(groups.map((group) => settleGroup(group, signed)))).flat();
}

/** Settles those of one statement together: nothing is waited for once for each check, unless its hour is crowded. */
async function settleGroup({ members, later }: Counted, signed: Promise<Signed>): Promise<Failed[]> {
  const failed: Failed[] = [];
  try {
    const [answers, waits] = await Promise.all([signed, later]);
    const settle = (pending: PendingCheck) => {
      const recorded = answers.get(pending);
      if (recorded) pending.settle(recorded);
    };
    for (const [index, pending] of members.entries()) if (!waits.has(index)) settle(pending);
    for (const [index, durable] of waits) {
      const pending = members[index];
      if (!pending) continue;
      try {
        await durable;
        settle(pending);
      } catch (error) {
        failed.push({ pending, error });
      }
    }
  } catch (error) {
    return members.map((pending) => ({ pending, error }));
  }
  return failed;
}

function readFacts(sql: Sql, checks: readonly PendingCheck[]) {
  const asked = checks.map(({ check: { license, platform, app } }) => ({
    id: license,
    platform,
    matchKeys: matchCandidates(platform, app),
  }));
  return findLicenseFacts(sql, asked);
}

/** Decides on each check but those that the flood gate holds back: only unknown licenses come to it. */
function decideAll(
  licenses: CheckFacts['licenses'],
  checks: readonly PendingCheck[],
  gate: FloodGate,
): Decided[] {
  const decided: Decided[] = [];
  for (const pending of checks) {
    const now = pending.now();
    const license = inForce(licenses.get(pending.check.license) ?? null, now);
    const secondsToWait = license === null ? gate.secondsToWait(pending.network, now) : null;
    if (secondsToWait !== null) pending.settle({ kind: 'throttled', secondsToWait });
    else decided.push({ pending, license, decision: decide(license, pending.check, now), now });
  }
  return decided;
}

/** A lock that was read was set, so it is in force, also when the clock of whoever set it is ahead of this one. */
function inForce(license: LicenseFacts | null, now: Instant): LicenseFacts | null {
  if (license?.lock == null || license.lock.since <= now) return license;
  return { ...license, lock: { ...license.lock, since: now } };
}

/** Counts known and unknown licenses, by a statement each. */
function countAll(sql: Sql, decided: readonly Decided[]): Counted[] {
  const known = decided.filter(isKnown);
  const unknown = decided.filter(({ license }) => license === null);
  const groups: Counted[] = [];
  if (known.length > 0) {
    const counts = known.map(({ pending: { check }, license, decision, now }) =>
      checkCount({ check, license, decision, now }),
    );
    groups.push({ members: known.map(({ pending }) => pending), later: countChecks(sql, counts) });
  }
  if (unknown.length > 0) {
    const moments = unknown.map(({ now }) => now);
    const later = countUnknown(sql, moments).then(() => new Map<number, Promise<void>>());
    groups.push({ members: unknown.map(({ pending }) => pending), later });
  }
  return groups;
}

function isKnown(decided: Decided): decided is Decided & { license: LicenseFacts } {
  return decided.license !== null;
}

/** Signs with the key that the batch's own read named: one whose revocation was answered before signs nothing here. */
async function signAll(decided: readonly Decided[], keys: KeyReading): Promise<Signed> {
  // 12 bytes are 16 characters, so those of many are cut into the lease IDs of each.
  const random = randomBytes(12 * decided.length).toString('base64url');
  let store = await keyStoreAt(keys);
  const signed: Signed = new Map();
  for (const [index, { pending, license, decision, now }] of decided.entries()) {
    if (index % SIGNATURES_A_TURN === 0) {
      await nextTurn();
      store = await keyStoreAt(keys);
    }
    const leaseId = random.slice(16 * index, 16 * (index + 1));
    const answer = answerTo({ check: pending.check, license, decision, now }, leaseId);
    signed.set(pending, { kind: 'answered', answer, jws: store.signAnswer(answer) });
  }
  return signed;
}

/** Whether the database said that it did nothing and might do it another time: it was reached, and goes on working. */
function isUndone(error: unknown): boolean {
  if (!(error instanceof Error && error.name === 'PostgresError' && 'code' in error)) return false;
  // Connection, resources, operator's intervention, system, internal; read-only, lock not available.
  return !/^(08|53|57|58|XX|25006|55P03)/.test(String(error.code));
}
