import type { Agreement } from '#lib/contract/agreements.ts';

/** Whether a notice is under way, and which, in few words. */
export function noticeWords({ termination, expiry, amendment, state }: Agreement): string {
  if (state === 'terminated' || state === 'expired') return 'Run out';
  if (termination)
    return termination.noticeServedAt === null ? 'Termination, not served' : 'Termination served';
  if (expiry.noticeServedAt !== null) return expiry.heldUntil === null ? 'Expiry served' : 'Expiry held';
  if (amendment) return amendment.noticeServedAt === null ? 'Amendment, not served' : 'Amendment served';
  return 'None under way';
}
