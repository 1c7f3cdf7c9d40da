import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type AgreementTerms,
  changedTerms,
  checkTerms,
  coversLess,
  defaultSeconds,
  splitAmendment,
  TERM_NAMES,
  type TermsChange,
} from './agreement-terms.ts';
import { isWithinVersionCap } from './version-cap.ts';

const TERMS: AgreementTerms = {
  title: 'BlinkID for Harbor Bank',
  products: ['BlinkID', 'BlinkCard'],
  platforms: ['android', 'ios'],
  appLimit: 50,
  startsOn: '2024-03-01',
  endsOn: '2027-02-28',
  noticeDays: 30,
  noticeAddress: null,
  leaseSeconds: 86_400,
  graceSeconds: 259_200,
  retrySeconds: 300,
  versionCap: '7',
  offline: true,
  proxy: true,
};
const split = (change: TermsChange) => splitAmendment(TERMS, change, true);

it.each<[string, TermsChange]>([
  ['a product less', { products: ['BlinkID'] }],
  ['a platform less', { platforms: ['ios'] }],
  ['fewer identifiers', { appLimit: 49 }],
  ['a later first day', { startsOn: '2024-03-02' }],
  ['an earlier last day', { endsOn: '2027-02-27' }],
  ['fewer notice days', { noticeDays: 29 }],
  ['a shorter lease', { leaseSeconds: 86_399 }],
  ['a shorter grace', { graceSeconds: 259_199 }],
  ['a lower version cap', { versionCap: '6.9' }],
  ['a right less', { offline: false, proxy: false }],
])('has %s wait for a notice', (_, change) => {
  expect(split(change)).toEqual({ atOnce: {}, byNotice: change });
  expect(splitAmendment(TERMS, change, false)).toEqual({ atOnce: change, byNotice: {} });
});

it.each<[string, TermsChange]>([
  ['a product more', { products: ['BlinkCard', 'BlinkID', 'PDF417'] }],
  ['more identifiers', { appLimit: 51 }],
  ['a later last day', { endsOn: '2028-02-29' }],
  ['more notice days', { noticeDays: 31 }],
  ['no version cap', { versionCap: null }],
  [
    'another title, address and retry time',
    { title: 'Other', noticeAddress: 'legal@example.com', retrySeconds: 600 },
  ],
])('has %s at once', (_, change) => {
  expect(split(change)).toEqual({ atOnce: change, byNotice: {} });
});

it('gives what is gained at once, and takes what is lost by notice', () => {
  expect(split({ products: ['BlinkCard', 'PDF417'] })).toEqual({
    atOnce: { products: ['BlinkID', 'BlinkCard', 'PDF417'] },
    byNotice: { products: ['BlinkCard', 'PDF417'] },
  });
});

it('sees no change in what is as it was', () => {
  expect(split({ ...TERMS, products: ['BlinkCard', 'BlinkID'] })).toEqual({ atOnce: {}, byNotice: {} });
});

const change: fc.Arbitrary<TermsChange> = fc.record(
  {
    products: fc.subarray(['BlinkID', 'BlinkCard', 'PDF417'], { minLength: 1 }),
    platforms: fc.subarray(['android', 'ios', 'browser'] as const, { minLength: 1 }),
    appLimit: fc.integer({ min: 1, max: 100 }),
    endsOn: fc.constantFrom('2026-01-01', '2027-02-28', '2029-01-01'),
    noticeDays: fc.integer({ min: 1, max: 60 }),
    leaseSeconds: fc.integer({ min: 60, max: 200_000 }),
    graceSeconds: fc.integer({ min: 60, max: 500_000 }),
    versionCap: fc.constantFrom(null, '6', '7', '7.8', '8'),
    offline: fc.boolean(),
    proxy: fc.boolean(),
  },
  { requiredKeys: [] },
);

it('takes nothing away at once, and has the whole change when its notice took effect', () => {
  fc.assert(
    fc.property(change, (asked) => {
      const { atOnce, byNotice } = split(asked);
      const now = changedTerms(TERMS, atOnce);
      expect(splitAmendment(TERMS, now, true).byNotice).toEqual({});
      const { atOnce: rest, byNotice: open } = splitAmendment(changedTerms(now, byNotice), asked, true);
      expect({ ...rest, ...open }).toEqual({});
    }),
  );
});

it('compares version caps by what they cover', () => {
  const cap = fc.option(
    fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.')),
  );
  const version = fc
    .array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 })
    .map((parts) => parts.join('.'));
  const covers = (limit: string | null, one: string) => limit === null || isWithinVersionCap(one, limit);
  fc.assert(
    fc.property(cap, cap, version, (from, to, one) => {
      if (!coversLess(from, to) && covers(from, one)) expect(covers(to, one)).toBe(true);
    }),
  );
  expect(coversLess('7.8', '7')).toBe(false);
  expect(coversLess('7', '7.8')).toBe(true);
  expect(coversLess('7.8', '7.8.5')).toBe(true);
  expect(coversLess(null, '9')).toBe(true);
});

it('allows no grant that is longer than the notice, and no end before the beginning', () => {
  expect(checkTerms(TERMS)).toEqual([]);
  expect(checkTerms({ ...TERMS, noticeDays: 4, graceSeconds: 259_200 })).toEqual([]);
  expect(checkTerms({ ...TERMS, noticeDays: 4, graceSeconds: 259_201 })).toMatchObject([
    { pointer: '/graceSeconds' },
  ]);
  expect(checkTerms({ ...TERMS, endsOn: '2024-02-29' })).toMatchObject([{ pointer: '/endsOn' }]);
});

it('bounds the usual lease and grace by the notice, whatever it is', () => {
  const usual = { leaseSeconds: 86_400, graceSeconds: 259_200, retrySeconds: 300 };
  expect(defaultSeconds([usual], 30)).toEqual(usual);
  expect(defaultSeconds([usual], 2)).toEqual({ ...usual, leaseSeconds: 86_400, graceSeconds: 86_400 });
  expect(defaultSeconds([usual], 1)).toEqual({ ...usual, leaseSeconds: 43_200, graceSeconds: 43_200 });
  expect(defaultSeconds([usual, { ...usual, leaseSeconds: 3600 }], 30).leaseSeconds).toBe(3600);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 365 }),
      fc.integer({ min: 60, max: 2_592_000 }),
      fc.integer({ min: 60, max: 2_592_000 }),
      (noticeDays, leaseSeconds, graceSeconds) => {
        const found = defaultSeconds([{ leaseSeconds, graceSeconds, retrySeconds: 300 }], noticeDays);
        expect(checkTerms({ ...TERMS, ...found, noticeDays })).toEqual([]);
        expect(Math.min(found.leaseSeconds, found.graceSeconds)).toBeGreaterThanOrEqual(60);
      },
    ),
  );
});

it('names every term', () => {
  expect([...TERM_NAMES].sort()).toEqual(Object.keys(TERMS).sort());
});
