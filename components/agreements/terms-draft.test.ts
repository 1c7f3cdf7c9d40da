import { expect, test } from 'vitest';
import type { Product } from '#lib/contract/products.ts';
import { nextYear } from './next-year.ts';
import { readDuration } from './read-duration.ts';
import { changedBy, draftOf, emptyTerms, readTerms } from './terms-draft.ts';

const product = (name: string, change: Partial<Product> = {}): Product => ({
  name,
  formerNames: [],
  description: name,
  platforms: ['android', 'ios'],
  currentVersion: '7.8.1',
  docsUrl: null,
  position: 1,
  leaseSeconds: 86_400,
  graceSeconds: 259_200,
  retrySeconds: 300,
  trialLeaseSeconds: 3600,
  trialGraceSeconds: 86_400,
  retiredAt: null,
  version: 1,
  ...change,
});
const CATALOGUE = [product('BlinkID'), product('BlinkCard', { leaseSeconds: 43_200 })];
const draft = {
  ...emptyTerms('Europe/Zagreb', Date.UTC(2026, 10, 24, 14)),
  products: ['BlinkID'],
  platforms: ['android' as const],
};

test.each([
  ['24 h', 86_400],
  ['3 days', 259_200],
  ['15min', 900],
  ['300', 300],
  ['1.5 h', 5400],
  ['soon', null],
  ['', null],
  ['0.01 s', null],
])('a duration typed as %s is %s seconds', (typed, seconds) => {
  expect(readDuration(typed)).toBe(seconds);
});

test('what is left empty holds as the catalogue and the notice say', () => {
  const { terms, defaults } = readTerms({ ...draft, products: ['BlinkID', 'BlinkCard'] }, CATALOGUE);
  expect(defaults).toEqual({ leaseSeconds: 43_200, graceSeconds: 259_200, retrySeconds: 300 });
  expect(terms).toMatchObject({
    title: 'BlinkID + BlinkCard',
    appLimit: 100,
    startsOn: '2026-11-24',
    endsOn: '2027-11-23',
    leaseSeconds: 43_200,
    versionCap: null,
  });
});

test('lease and grace that would outlast the notice are refused as typed, with what to change', () => {
  const { terms, errors } = readTerms(
    { ...draft, noticeDays: '3', graceSeconds: '72 h', leaseSeconds: '24 h' },
    CATALOGUE,
  );
  expect(terms).toBeNull();
  expect(errors.graceSeconds).toBe(
    'Lease and grace together are 96 h, the notice is 72 h. Nothing granted may last longer than the notice. At most 48 h of grace, or a longer notice.',
  );
});

test('each field that cannot be agreed on says what can be', () => {
  const { errors } = readTerms(
    {
      ...draft,
      products: [],
      platforms: [],
      appLimit: '10001',
      noticeDays: '400',
      noticeAddress: 'legal',
      leaseSeconds: '10 s',
      retrySeconds: '2 days',
      versionCap: 'seven',
      endsOn: '',
    },
    CATALOGUE,
  );
  expect(Object.keys(errors).toSorted()).toEqual([
    'appLimit',
    'endsOn',
    'leaseSeconds',
    'noticeAddress',
    'noticeDays',
    'platforms',
    'products',
    'retrySeconds',
    'versionCap',
  ]);
  expect(readTerms({ ...draft, endsOn: '2026-11-23' }, CATALOGUE).errors.endsOn).toContain(
    'before the first',
  );
});

test('terms survive the way into the form and back, and only what was changed is sent', () => {
  const { terms } = readTerms(draft, CATALOGUE);
  if (!terms) throw new Error('no terms');
  expect(readTerms(draftOf(terms), CATALOGUE).terms).toEqual(terms);
  expect(changedBy({ ...terms, appLimit: 7, products: ['BlinkCard'] }, terms)).toEqual({
    appLimit: 7,
    products: ['BlinkCard'],
  });
});

test('a year after 29 February is 28 February', () => {
  expect([nextYear('2028-02-29'), nextYear('2026-12-31')]).toEqual(['2029-02-28', '2027-12-31']);
});
