import type { ApprovalType } from '#lib/domain/approvals.ts';

type Words = {
  /** What is asked for, before what it is about. */
  asks: string;
  /** The button that approves. */
  approve: string;
  /** What approving does. */
  means: string;
  done: string;
};

/** How pages write each thing that two people do. */
export const APPROVAL_WORDS: Readonly<Record<ApprovalType, Words>> = {
  'emergency-lock': {
    asks: 'Lock the production license',
    approve: 'Approve the lock',
    means:
      'The license is locked at its next check, for 14 days. You and whoever asked are named. The customer is told by mail, in the inbox and on the page of the license.',
    done: 'The license is locked.',
  },
  'lock-renewal': {
    asks: 'Keep locked for 14 days more',
    approve: 'Approve the renewal',
    means: 'The lock ends 14 days from now. The customer is told.',
    done: 'The lock goes on.',
  },
  'notice-service': {
    asks: 'Record that a notice was served by other means',
    approve: 'Approve the record',
    means: 'The notice counts as served on that day, and its moment of effect is set by it.',
    done: 'The notice is served.',
  },
};
