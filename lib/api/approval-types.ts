import { carryOutNoticeService } from '#lib/agreements/serve-by-other-means.ts';
import type { ApprovalType } from '#lib/domain/approvals.ts';
import type { CarryOut } from '#lib/support/approve.ts';
import { carryOutLock, carryOutLockRenewal } from '#lib/support/carry-out-lock.ts';

/**
 * What is done when a second person approves, a line a type. Whoever asks inserts the approval (`insertApproval`) in the
 * transaction of the asking and tells staff (`approval-asked`).
 */
export const CARRY_OUT: Readonly<Record<ApprovalType, CarryOut>> = {
  'emergency-lock': carryOutLock,
  'lock-renewal': carryOutLockRenewal,
  'notice-service': carryOutNoticeService,
};
