/**
 * Which reminder of an end is due. Rules, in the order they are applied:
 *
 * 1. Once the end has come, that it has come: if nothing was told since, and for two weeks.
 * 2. Before, of the marks (so many days before the end) the last that was passed, and no earlier one: after a week of
 *    downtime people hear what is true now, once, and nothing stale.
 * 3. A mark that was passed before the last thing told of this end is not due. Nor is one that was passed before there
 *    was anything to remind of: whoever makes a trial of five days need not hear that it ends in less than seven.
 *
 * Nothing here is remembered but when something was told last, which the mails themselves say. So it does not matter how
 * often the question is asked, nor that a clock was wrong for a while.
 */
import { DAY_MS, type Instant } from './instant.ts';

/** Days before the end of a trial. */
export const TRIAL_MARKS = [7, 3, 1] as const;
/** How long after the end it is still news. */
export const STALE_MS = 14 * DAY_MS;

export type End = {
  endsAt: Instant;
  /** When it began to be known, or was told of last. */
  since: Instant;
  /** Days before the end. */
  marks: readonly number[];
};
export type DueReminder = { kind: 'ends'; days: number } | { kind: 'ended' };

/** The reminder that is due at `now`, or null. The same until something is told. */
export function dueReminder({ endsAt, since, marks }: End, now: Instant): DueReminder | null {
  if (endsAt <= now) return since < endsAt && now - endsAt <= STALE_MS ? { kind: 'ended' } : null;
  const passed = marks.filter((days) => endsAt - days * DAY_MS <= now);
  if (passed.length === 0) return null;
  const days = Math.min(...passed);
  return since < endsAt - days * DAY_MS ? { kind: 'ends', days } : null;
}
