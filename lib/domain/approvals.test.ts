import { expect, test } from 'vitest';
import { emergencyLockEnd, mayApprove } from './approvals.ts';

test.each([
  ['a', 'b', 2, false, 'second'],
  ['a', 'a', 2, false, 'no'],
  ['a', 'a', 2, true, 'no'],
  ['a', 'a', 1, false, 'no'],
  ['a', 'a', 1, true, 'alone'],
  [null, 'a', 1, false, 'second'],
  ['a', null, 1, true, 'no'],
  [null, null, 1, true, 'no'],
] as const)(
  'asked by %s, approved by %s, of %i on staff, alone allowed: %s, is %s',
  (askedBy, decidedBy, activeStaff, isAloneAllowed, may) => {
    expect(mayApprove({ type: 'emergency-lock', askedBy, decidedBy, activeStaff, isAloneAllowed })).toBe(may);
  },
);

test('nobody approves alone that a notice was served', () => {
  const alone = { askedBy: 'a', decidedBy: 'a', activeStaff: 1, isAloneAllowed: true };
  expect(mayApprove({ type: 'notice-service', ...alone })).toBe('no');
  expect(mayApprove({ type: 'lock-renewal', ...alone })).toBe('alone');
});

test('an emergency lock ends by itself after 14 days of 24 hours', () => {
  expect(emergencyLockEnd(1000)).toBe(1000 + 14 * 24 * 3_600_000);
});
