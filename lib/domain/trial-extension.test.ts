import { expect, it } from 'vitest';
import { DAY_MS } from './instant.ts';
import { planExtension } from './trial-extension.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const trial = { kind: 'trial' as const, endsAt: NOW + 3 * DAY_MS, revokedAt: null, lock: null };
const asked = { license: trial, now: NOW, days: null, extendedAt: null, runningTrials: 3 };

it('adds 14 days to its end, or as many as staff say', () => {
  expect(planExtension(asked)).toEqual({ ok: true, endsAt: NOW + 17 * DAY_MS });
  expect(planExtension({ ...asked, days: 60 })).toEqual({ ok: true, endsAt: NOW + 63 * DAY_MS });
});

it('goes on from now when its end has passed, unless too many run', () => {
  const ended = { ...asked, license: { ...trial, endsAt: NOW } };
  expect(planExtension({ ...ended, runningTrials: 2 })).toEqual({ ok: true, endsAt: NOW + 14 * DAY_MS });
  expect(planExtension(ended)).toMatchObject({ code: 'trial-limit-running' });
  expect(planExtension({ ...ended, days: 7 })).toEqual({ ok: true, endsAt: NOW + 7 * DAY_MS });
  expect(planExtension({ ...asked, license: { ...trial, endsAt: NOW + 1 } })).toMatchObject({ ok: true });
});

it('is done once by a team, and any time by staff', () => {
  expect(planExtension({ ...asked, extendedAt: NOW - 1 })).toMatchObject({ code: 'conflict' });
  expect(planExtension({ ...asked, extendedAt: NOW - 1, days: 14 })).toMatchObject({ ok: true });
});

it.each([
  ['a production license', { kind: 'production' as const, endsAt: null }],
  ['a revoked trial', { revokedAt: NOW - 1 }],
  ['a locked trial', { lock: { since: NOW - 1, until: null, reason: 'x' } }],
])('is nothing for %s', (_, changes) => {
  expect(planExtension({ ...asked, license: { ...trial, ...changes }, days: 14 })).toMatchObject({
    code: 'conflict',
  });
});
