import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide } from './decide.ts';
import { DAY_MS, type Instant, unixSeconds } from './instant.ts';
import { instants, NOW, requests, workingLicense } from './license.arbitrary.ts';
import type { Narrowing } from './license.ts';
import { grantLimit, narrowingOf, takenBy } from './narrowing.ts';

const MOMENT = NOW + 10 * DAY_MS;
const nothing: Narrowing = {
  at: MOMENT,
  products: null,
  platforms: null,
  versionCap: null,
  noticeDays: null,
};
const ask = { product: 'BlinkID', platform: 'android', version: '7.8.1' } as const;
const narrowed = (narrowing: Partial<Narrowing>, more = {}) =>
  workingLicense({
    agreement: { lastInstant: null, ending: null, versionCap: null, narrowing: { ...nothing, ...narrowing } },
    ...more,
  });

it('knows what an amendment takes', () => {
  expect(takenBy(nothing, ask)).toBeNull();
  expect(takenBy({ ...nothing, products: ['BlinkCard'] }, ask)).toBe('product-not-covered');
  expect(takenBy({ ...nothing, platforms: ['ios'] }, ask)).toBe('platform-not-covered');
  expect(takenBy({ ...nothing, versionCap: '7.7' }, ask)).toBe('version-not-covered');
  expect(
    takenBy({ ...nothing, products: ['BlinkID'], platforms: ['android'], versionCap: '7' }, ask),
  ).toBeNull();
});

it('reads terms as they are stored', () => {
  expect(
    narrowingOf(MOMENT, { products: ['BlinkID'], noticeDays: 5, offline: false, versionCap: '7' }),
  ).toEqual({
    ...nothing,
    products: ['BlinkID'],
    noticeDays: 5,
    versionCap: '7',
  });
});

const leaseSeconds = 86_400;
const graceSeconds = 259_200;
const request = {
  ...ask,
  license: workingLicense().id,
  licensee: 'Acme Inc',
  app: 'com.acme.app',
  os: '15',
  nonce: 'b2Zt3xY0qkP1n8Zw',
};

it.each<[string, Instant, object]>([
  ['long before', NOW, { outcome: 'lease', leaseSeconds, graceSeconds }],
  ['an hour before', MOMENT - 3_600_000, { outcome: 'lease', leaseSeconds: 3600, graceSeconds: 0 }],
  ['in the last second', MOMENT - 500, { outcome: 'lease', leaseSeconds: 1, graceSeconds: 0 }],
  ['at the moment', MOMENT, { outcome: 'refusal', code: 'product-not-covered' }],
])('takes a product at its moment: %s', (_, now, decision) => {
  expect(
    decide(narrowed({ products: ['BlinkCard'] }, { leaseSeconds, graceSeconds }), request, now),
  ).toMatchObject(decision);
});

it('refuses what has no second left, with the code that follows', () => {
  const license = narrowed({ at: MOMENT + 500, products: ['BlinkCard'] });
  expect(decide(license, request, MOMENT + 100)).toMatchObject({
    outcome: 'refusal',
    code: 'product-not-covered',
  });
});

it('leaves what it does not take as it was, up to the moment and after', () => {
  const license = narrowed({ products: ['BlinkID'] }, { leaseSeconds, graceSeconds });
  for (const now of [NOW, MOMENT - 1, MOMENT, MOMENT + DAY_MS]) {
    expect(decide(license, request, now)).toMatchObject({ outcome: 'lease', leaseSeconds, graceSeconds });
  }
});

it('grants nothing longer than a shorter notice that is on its way would leave', () => {
  const license = narrowed({ noticeDays: 1 }, { leaseSeconds: 12 * 86_400, graceSeconds: 86_400 });
  expect(grantLimit(license, request, NOW)).toMatchObject({ at: MOMENT + DAY_MS });
  expect(decide(license, request, NOW)).toMatchObject({ leaseSeconds: 11 * 86_400, graceSeconds: 0 });
  expect(decide(license, request, MOMENT + 5 * DAY_MS)).toMatchObject({
    leaseSeconds: 86_400,
    graceSeconds: 0,
  });
});

it('lets no lease for what is taken cross the moment, and decides always', () => {
  const narrowing = fc.record({
    at: instants,
    products: fc.option(fc.subarray(['BlinkID', 'BlinkCard'], { minLength: 1 })),
    platforms: fc.option(fc.constantFrom(['android' as const], ['ios' as const])),
    versionCap: fc.option(fc.constantFrom('6', '7', '7.8')),
    noticeDays: fc.option(fc.integer({ min: 1, max: 365 })),
  });
  fc.assert(
    fc.property(narrowing, requests, instants, (one, asked, now) => {
      const license = workingLicense({
        agreement: { lastInstant: null, ending: null, versionCap: null, narrowing: one },
      });
      const decision = decide(license, asked, now);
      if (decision.outcome !== 'lease' || takenBy(one, asked) === null) return;
      expect((unixSeconds(now) + decision.leaseSeconds + decision.graceSeconds) * 1000).toBeLessThanOrEqual(
        one.at,
      );
    }),
  );
});
