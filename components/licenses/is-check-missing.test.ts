import { expect, test } from 'vitest';
import { EXPECTED_WITHIN_MS, isCheckMissing } from './is-check-missing.ts';

const keyCopiedAt = '2026-11-24T12:00:00.000Z';
const hour = Date.parse(keyCopiedAt) + EXPECTED_WITHIN_MS;

test.each([
  [{ keyCopiedAt, state: 'active' as const }, false, hour - 1, false],
  [{ keyCopiedAt, state: 'active' as const }, false, hour, true],
  [{ keyCopiedAt, state: 'active' as const }, true, hour, false],
  [{ keyCopiedAt: null, state: 'active' as const }, false, hour, false],
  [{ keyCopiedAt, state: 'locked' as const }, false, hour, false],
])('of %j, checks seen: %s, at %i: %s', (license, hasChecks, now, missing) => {
  expect(isCheckMissing(license, hasChecks, now)).toBe(missing);
});
