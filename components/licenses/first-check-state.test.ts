import { describe, expect, test } from 'vitest';
import type { CheckCounts, Lease, License } from '#lib/contract/licenses.ts';
import { firstCheck } from './first-check-state.ts';

const id = '4c0f5a3e-8a55-4a19-9d6a-2f3f0c1d5a11';
const license = {
  apps: [{ id, platform: 'android', value: 'com.acme.app' }],
  platforms: ['android'],
} as unknown as License;
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
const heard = (leases: Lease[], byApp: CheckCounts[] = [], byPlatform: CheckCounts[] = []) =>
  firstCheck({ license, leases, byApp, byPlatform });

describe('the page that waits', () => {
  test('waits while nothing has come', () => expect(heard([lease(null)])).toEqual({ kind: 'waiting' }));
  test('says what was refused instead', () => {
    const refused = heard([lease(null)], [counts({ app: 'com.acme.ap', refusal: 2 })]);
    expect(refused).toMatchObject({ kind: 'refused', refusals: [{ value: 'com.acme.ap', count: 2 }] });
  });
  test('tells a lock from a refusal', () => {
    expect(heard([lease(null)], [], [counts({ platform: 'android', lock: 3 })])).toEqual({
      kind: 'locked',
      count: 3,
    });
  });
  test('turns as soon as there is a lease, whatever was refused before', () => {
    const now = heard(
      [lease(null), lease('2026-11-24T14:05:00.000Z')],
      [counts({ app: 'com.acme.ap', refusal: 2 })],
    );
    expect(now).toMatchObject({ kind: 'leased', leaseEndsAt: Date.parse('2026-11-24T15:05:00Z') });
  });
});
