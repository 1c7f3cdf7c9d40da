/**
 * What two people do together: one of staff asks, another approves (product.md, Locks and notices).
 *
 * 1. Somebody must be named who approves: the command line approves nothing.
 * 2. Whoever asked does not approve. What the command line asked for, anybody of staff may approve.
 * 3. Unless a lock is asked for while one person alone is active on staff, and the installation allows that
 *    (LOCK_SECOND_PERSON): then the approval says that it was given alone.
 */
import { DAY_MS, type Instant } from './instant.ts';

/** What can be asked for. */
export const APPROVAL_TYPES = ['emergency-lock', 'lock-renewal', 'notice-service'] as const;
export type ApprovalType = (typeof APPROVAL_TYPES)[number];

export const APPROVAL_STATES = ['open', 'approved', 'declined'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** How long an emergency lock of a production license holds unless two people renew it or a notice is served. */
export const EMERGENCY_LOCK_DAYS = 14;

/** When an emergency lock that is approved, or renewed, now ends by itself. */
export function emergencyLockEnd(now: Instant): Instant {
  return now + EMERGENCY_LOCK_DAYS * DAY_MS;
}

export type ApprovalAsked = {
  type: ApprovalType;
  /** Null: by the command line. */
  askedBy: string | null;
  /** Who would approve; null: the command line. */
  decidedBy: string | null;
  /** How many people on staff could. */
  activeStaff: number;
  isAloneAllowed: boolean;
};

/** Whether this person may approve: as the second one, alone, or not. */
export function mayApprove({
  type,
  askedBy,
  decidedBy,
  activeStaff,
  isAloneAllowed,
}: ApprovalAsked): 'second' | 'alone' | 'no' {
  if (decidedBy === null) return 'no';
  if (askedBy !== decidedBy) return 'second';
  const isLock = type !== 'notice-service';
  return isLock && isAloneAllowed && activeStaff === 1 ? 'alone' : 'no';
}
