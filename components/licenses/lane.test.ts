import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { laneOf } from './lane.ts';
import { laneDays, laneScale, placeOn } from './lane-scale.ts';

const HOUR = 3_600_000;
const now = Date.parse('2026-11-24T14:05:00Z');

describe('the window of lease lanes', () => {
  test('ends just after a license that ends soon', () => {
    const scale = laneScale({ now, endsAt: now + 72 * HOUR, locks: [now + 25 * HOUR] });
    expect(placeOn(scale, now + 72 * HOUR)).toBeCloseTo(91, 0);
    expect(placeOn(scale, now)).toBeCloseTo(24.2, 0);
  });
  test('looks 48 h ahead when the end is far', () => {
    const scale = laneScale({ now, endsAt: now + 700 * HOUR, locks: [now + 25 * HOUR] });
    expect(scale.endsAt).toBeNull();
    expect(scale.to).toBe(now + 48 * HOUR);
  });
  test('looks further ahead to show the last lock mark, but never past 8 days', () => {
    expect(laneScale({ now, endsAt: null, locks: [now + 96 * HOUR] }).to).toBeGreaterThan(now + 110 * HOUR);
    expect(laneScale({ now, endsAt: null, locks: [now + 999 * HOUR] }).to).toBe(now + 192 * HOUR);
  });
  test('has a line for each midnight', () => {
    const scale = laneScale({ now, endsAt: null, locks: [] });
    expect(laneDays(scale).map(({ at }) => new Date(at).toISOString().slice(0, 13))).toEqual([
      '2026-11-24T00',
      '2026-11-25T00',
      '2026-11-26T00',
    ]);
  });
});

describe('a lane', () => {
  const scale = laneScale({ now, endsAt: null, locks: [now + 24 * HOUR] });
  const at = (hours: number) => now + hours * HOUR;
  const kinds = (lastLease: number, leaseEnds: number, graceEnds: number) =>
    laneOf({ lastLeaseAt: at(lastLease), leaseEndsAt: at(leaseEnds), graceEndsAt: at(graceEnds) }, scale);

  test('shows a running lease on both sides of now, then grace, then the lock', () => {
    const lane = kinds(-0.5, 0.5, 24.5);
    expect(lane.state).toBe('leased');
    expect(lane.parts.map((part) => part.kind)).toEqual(['stop', 'leased', 'ahead', 'grace']);
  });
  test('is due from the end of the lease to now', () => {
    const lane = kinds(-3, -2, 22);
    expect(lane.state).toBe('due');
    expect(lane.parts.map((part) => part.kind)).toEqual(['stop', 'leased', 'due', 'grace']);
  });
  test('says that a lock is near within 6 h of it, and not when it has come', () => {
    expect(kinds(-22, -21, 3).locksSoon).toBe(true);
    expect(kinds(-22, -21, 6).locksSoon).toBe(true);
    expect(kinds(-22, -21, 6.01).locksSoon).toBe(false);
    expect(kinds(-30, -25, -1)).toMatchObject({ locksSoon: false, state: 'locked' });
  });
  test('is empty before the first lease', () => {
    expect(laneOf({ lastLeaseAt: null, leaseEndsAt: null, graceEndsAt: null }, scale).parts).toEqual([]);
  });
  test('never draws outside the window, whatever the times', () => {
    const hours = fc.double({ min: -300, max: 300, noNaN: true });
    fc.assert(
      fc.property(hours, hours, hours, (first, second, third) => {
        const [a, b, c] = [first, second, third].sort((x, y) => x - y);
        for (const part of kinds(a ?? 0, b ?? 0, c ?? 0).parts) {
          expect(part.a).toBeGreaterThanOrEqual(0);
          expect(part.b).toBeLessThanOrEqual(100);
          expect(part.b).toBeGreaterThan(part.a);
        }
      }),
    );
  });
});
