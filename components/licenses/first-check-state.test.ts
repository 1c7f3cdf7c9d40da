import { describe, expect, test } from 'vitest';
import type { Refusal } from '#lib/contract/license-acts.ts';
import type { CheckCounts, Lease } from '#lib/contract/licenses.ts';
import { firstCheck } from './first-check-state.ts';

const lease = (lastLeaseAt: string | null): Lease => ({
  app: 'com.acme.app',
  platform: 'android',
  lastLeaseAt,
  leaseEndsAt: lastLeaseAt === null ? null : '2026-11-24T15:05:00.000Z',
  graceEndsAt: lastLeaseAt === null ? null : '2026-11-25T15:05:00.000Z',
  running: lastLeaseAt === null ? 0 : 1,
});
const counts = (of: Partial<CheckCounts>): CheckCounts => ({
  lease: 0,
  lock: 0,
  refusal: 0,
  total: 1,
  ...of,
});
const refusal: Refusal = {
  code: 'app-not-registered',
  value: 'com.acme.ap',
  platform: 'android',
  count: 2,
  since: '2026-11-24T14:00:00.000Z',
  lastAt: '2026-11-24T14:05:00.000Z',
  expected: 'com.acme.app',
  apps: ['com.acme.ap'],
  fix: '',
  who: 'developer',
  nearMiss: null,
  register: null,
  isFixed: false,
};
const heard = (leases: Lease[], refusals: Refusal[] = [], byPlatform: CheckCounts[] = []) =>
  firstCheck({ leases, refusals, byPlatform });

describe('the page that waits', () => {
  test('waits while nothing has come', () => expect(heard([lease(null)])).toEqual({ kind: 'waiting' }));
  test('says what was refused instead', () => {
    const refused = heard([lease(null)], [refusal]);
    expect(refused).toMatchObject({ kind: 'refused', refusals: [{ value: 'com.acme.ap', count: 2 }] });
  });
  test('tells a lock from a refusal', () => {
    expect(heard([lease(null)], [], [counts({ platform: 'android', lock: 3 })])).toEqual({
      kind: 'locked',
      count: 3,
    });
  });
  test('turns as soon as there is a lease, whatever was refused before', () => {
    const now = heard([lease(null), lease('2026-11-24T14:05:00.000Z')], [refusal]);
    expect(now).toMatchObject({ kind: 'leased', leaseEndsAt: Date.parse('2026-11-24T15:05:00Z') });
  });
});
