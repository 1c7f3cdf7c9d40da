/**
 * How a trial is extended (product.md, Licenses). Rules, in the order they are applied:
 *
 * 1. Only a trial that was not revoked and is not locked.
 * 2. A team does it itself once, by 14 days, with a reason; staff do it by as many days as they say, up to 90.
 * 3. It goes on from its end, or from now when that has passed.
 * 4. One whose end has passed runs again, and counts among the running trials of its products.
 */
import { DAY_MS, type Instant } from './instant.ts';
import type { LicenseFacts } from './license.ts';
import { lockInForce } from './license-state.ts';
import { MAX_RUNNING_TRIALS } from './trials.ts';

/** By how many days a team extends a trial itself. */
export const TEAM_EXTENSION_DAYS = 14;
/** The most days by which staff extend a trial at once. */
export const MAX_EXTENSION_DAYS = 90;

export type ExtensionAsked = {
  license: Pick<LicenseFacts, 'kind' | 'endsAt' | 'revokedAt' | 'lock'>;
  now: Instant;
  /** Null: the team itself, by what it may. */
  days: number | null;
  /** When the team extended it itself before; null when it never did. */
  extendedAt: Instant | null;
  /** Of the product of this trial that has the most: how many trials the team has running. */
  runningTrials: number;
};

export type ExtensionPlan =
  | { ok: true; endsAt: Instant }
  | { ok: false; code: 'conflict' | 'trial-limit-running'; detail: string };

/** When the trial would end, or why it cannot be extended so. */
export function planExtension({
  license,
  now,
  days,
  extendedAt,
  runningTrials,
}: ExtensionAsked): ExtensionPlan {
  const { kind, endsAt, revokedAt } = license;
  if (kind !== 'trial' || endsAt === null)
    return conflict('This is a production license: it runs as long as its agreement.');
  if (revokedAt !== null) return conflict('This trial was revoked. Begin another.');
  if (lockInForce(license, now)) return conflict('This trial is locked. Ask support to unlock it first.');
  if (days === null && extendedAt !== null) {
    return conflict(
      'Your team has extended this trial before, and can do so once. Ask for more time, and say what for.',
    );
  }
  const isOver = endsAt <= now;
  if (days === null && isOver && runningTrials >= MAX_RUNNING_TRIALS) {
    return {
      ok: false,
      code: 'trial-limit-running',
      detail: `This trial has ended, and your team already has ${runningTrials} running. Ask for more time.`,
    };
  }
  return { ok: true, endsAt: Math.max(endsAt, now - (now % 1000)) + (days ?? TEAM_EXTENSION_DAYS) * DAY_MS };
}

function conflict(detail: string): ExtensionPlan {
  return { ok: false, code: 'conflict', detail };
}
