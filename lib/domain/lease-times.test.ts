import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, unixSeconds } from './instant.ts';
import { leaseTimes } from './lease-times.ts';
import { instants, licenses, NOW, workingLicense } from './license.arbitrary.ts';
import { endOf } from './license-state.ts';

const runs = fc.readConfigureGlobal().numRuns ?? 100;

describe('a lease', () => {
  test('with its grace never passes the moment at which the license ends', () => {
    fc.assert(
      fc.property(licenses, instants, (license, now) => {
        const times = leaseTimes(license, now);
        const end = endOf(license) ?? Number.POSITIVE_INFINITY;
        if (times === null) expect((unixSeconds(now) + 1) * 1000).toBeGreaterThan(end);
        else
          expect((unixSeconds(now) + times.leaseSeconds + times.graceSeconds) * 1000).toBeLessThanOrEqual(
            end,
          );
      }),
      { numRuns: 10 * runs },
    );
  });

  test('is never longer than agreed, lasts a second at least, and loses grace before it loses length', () => {
    fc.assert(
      fc.property(licenses, instants, (license, now) => {
        const times = leaseTimes(license, now);
        if (times === null) return;
        expect(times.leaseSeconds).toBeGreaterThanOrEqual(1);
        expect(times.leaseSeconds).toBeLessThanOrEqual(license.leaseSeconds);
        expect(times.graceSeconds).toBeGreaterThanOrEqual(0);
        expect(times.graceSeconds).toBeLessThanOrEqual(license.graceSeconds);
        if (times.graceSeconds > 0) expect(times.leaseSeconds).toBe(license.leaseSeconds);
      }),
    );
  });

  test('uses all the room there is', () => {
    fc.assert(
      fc.property(licenses, instants, (license, now) => {
        const times = leaseTimes(license, now);
        const end = endOf(license);
        if (times === null || end === null) return;
        const isShortened =
          times.leaseSeconds + times.graceSeconds < license.leaseSeconds + license.graceSeconds;
        if (isShortened)
          expect(unixSeconds(now) + times.leaseSeconds + times.graceSeconds).toBe(unixSeconds(end));
      }),
    );
  });
});

describe('near the end of a license with a lease of 24 h and a grace of 72 h', () => {
  const day = 86_400;
  const whole = { leaseSeconds: day, graceSeconds: 3 * day };

  test.each([
    ['96 h and a second before', -4 * DAY_MS - 1000, whole],
    ['96 h before', -4 * DAY_MS, whole],
    ['96 h less a second before', -4 * DAY_MS + 1000, { leaseSeconds: day, graceSeconds: 3 * day - 1 }],
    ['24 h and a second before', -DAY_MS - 1000, { leaseSeconds: day, graceSeconds: 1 }],
    ['24 h before', -DAY_MS, { leaseSeconds: day, graceSeconds: 0 }],
    ['24 h less a second before', -DAY_MS + 1000, { leaseSeconds: day - 1, graceSeconds: 0 }],
    ['a second before', -1000, { leaseSeconds: 1, graceSeconds: 0 }],
    ['a second less a millisecond before', -999, { leaseSeconds: 1, graceSeconds: 0 }],
    ['at the end', 0, null],
    ['a second after', 1000, null],
  ])('%s', (_, ms, times) => {
    expect(leaseTimes(workingLicense({ endsAt: NOW }), NOW + ms)).toEqual(times);
  });

  test('an end between two seconds counts as the second before it', () => {
    const license = workingLicense({ endsAt: NOW + 900 });
    expect(leaseTimes(license, NOW - 1000)).toEqual({ leaseSeconds: 1, graceSeconds: 0 });
    expect(leaseTimes(license, NOW + 100)).toBeNull();
  });

  test('a license without an end has them whole', () => {
    expect(leaseTimes(workingLicense(), NOW)).toEqual(whole);
  });
});
