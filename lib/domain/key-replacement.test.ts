import { expect, test } from 'vitest';
import { DAY_MS } from './instant.ts';
import { overlapOf, planKeyReplacement } from './key-replacement.ts';
import { NOW, workingLicense } from './license.arbitrary.ts';
import type { LicenseFacts } from './license.ts';

const locked: Partial<LicenseFacts> = { lock: { since: NOW - DAY_MS, until: null, reason: 'x' } };

test.each<[string, Partial<LicenseFacts>, boolean, boolean]>([
  ['works', {}, false, true],
  ['is replaced already', { revokedAt: NOW + DAY_MS }, true, false],
  ['is revoked', { revokedAt: NOW }, true, false],
  ['has ended', { agreement: null, endsAt: NOW }, true, false],
  ['ends in a second', { agreement: null, endsAt: NOW + 1000 }, false, true],
  ['is locked, by its team', locked, false, false],
  ['is locked, by staff', locked, true, true],
])('a license that %s', (_, license, isStaff, ok) => {
  const plan = planKeyReplacement(workingLicense(license), { overlapSeconds: 60, isStaff, now: NOW });
  expect(plan).toMatchObject(ok ? { ok, revokedAt: NOW + 60_000 } : { ok });
});

test.each([
  [{ overlapSeconds: 0 }, 0],
  [{ overlapSeconds: 60, overlapDays: 3 }, 60],
  [{ overlapDays: 3 }, 3 * 86_400],
  [{}, 14 * 86_400],
])('%j is an overlap of %i seconds', (chosen, seconds) => {
  expect(overlapOf(chosen)).toBe(seconds);
});
