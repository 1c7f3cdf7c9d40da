import type { DeviceCode, LockCode, ProblemCode, RefusalCode } from '#sdk/protocol/codes.ts';
import type { ManagementCode } from './management-codes.ts';
import { DEVICE_REASONS } from './reasons/device-reasons.ts';
import { LOCK_REASONS } from './reasons/lock-reasons.ts';
import { MANAGEMENT_REASONS } from './reasons/management-reasons.ts';
import { PROBLEM_REASONS } from './reasons/problem-reasons.ts';
import type { Reason } from './reasons/reason.ts';
import { REFUSAL_REASONS } from './reasons/refusal-reasons.ts';

/** Every code there is: of answers, of devices, of problems, of the management API. */
export type Code = LockCode | RefusalCode | DeviceCode | ProblemCode | ManagementCode;

/**
 * The one table of sentences (wire.md section 4): for every code what it says, what to do, who can do it, and whether
 * trying again helps. A code without a reason does not compile. No sentence names a team, a person or a value.
 */
export const REASONS: Record<Code, Reason> = {
  ...LOCK_REASONS,
  ...REFUSAL_REASONS,
  ...DEVICE_REASONS,
  ...PROBLEM_REASONS,
  ...MANAGEMENT_REASONS,
};
