import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byWorth, callSigns, isPlaceholder, LEAST_CHECKS, type TrialInUse } from './trials-worth-a-call.ts';

const QUIET: TrialInUse = {
  endsAt: 1000,
  checks: 0,
  checksBefore: 0,
  colleagues: 1,
  leasedApps: [],
  triedBefore: [],
};
const real = [{ platform: 'android' as const, value: 'com.harbor.app' }];

test.each<[string, Partial<TrialInUse>, string[]]>([
  ['nothing', {}, []],
  ['one sign alone', { colleagues: 3 }, []],
  ['tried before by another team alone', { triedBefore: ['com.harbor.app'] }, ['tried-before']],
  [
    'colleagues and a real identifier',
    { colleagues: 2, leasedApps: real },
    ['colleagues', 'real-identifier'],
  ],
  [
    'checks that rise and a real one',
    { checks: 20, checksBefore: 16, leasedApps: real },
    ['checks-rising', 'real-identifier'],
  ],
  ['checks that stay', { checks: 20, checksBefore: 17, leasedApps: real }, []],
  ['few checks', { checks: LEAST_CHECKS - 1, colleagues: 2 }, []],
  [
    'localhost and examples with colleagues',
    { colleagues: 4, leasedApps: [{ platform: 'browser', value: 'localhost' }] },
    [],
  ],
])('of a trial with %s', (_, change, signs) => {
  expect(callSigns({ ...QUIET, ...change })).toEqual(signs);
});

test.each<[Parameters<typeof isPlaceholder>, boolean]>([
  [['browser', 'localhost'], true],
  [['browser', 'app.localhost'], true],
  [['browser', '127.0.0.1'], true],
  [['browser', '[::1]'], true],
  [['browser', 'id.example.com'], true],
  [['browser', 'localhost.acme.com'], false],
  [['android', 'com.example.myapplication'], true],
  [['android', 'com.examples.app'], false],
  [['ios', 'com.acme.App'], false],
  [['linux', '0123456789abcdef0123456789abcdef'], false],
])('%j is a placeholder: %s', (given, is) => {
  expect(isPlaceholder(...given)).toBe(is);
});

const trial = fc.record({
  endsAt: fc.nat(10),
  checks: fc.nat(100),
  checksBefore: fc.nat(100),
  colleagues: fc.integer({ min: 1, max: 4 }),
  leasedApps: fc.constantFrom([], real),
  triedBefore: fc.constantFrom([], ['com.harbor.app']),
});

test('more checks or more colleagues never make a trial less worth a call', () => {
  fc.assert(
    fc.property(trial, fc.nat(50), fc.nat(3), (one, checks, colleagues) => {
      const more = { ...one, checks: one.checks + checks, colleagues: one.colleagues + colleagues };
      expect(callSigns(more).length).toBeGreaterThanOrEqual(callSigns(one).length);
    }),
  );
});

test('the order is one: whatever the beginning, the same trials stand in the same places', () => {
  fc.assert(
    fc.property(fc.array(trial, { maxLength: 8 }), (trials) => {
      const rated = trials.map((one) => ({ ...one, signs: callSigns(one) }));
      const key = ({ signs, checks, endsAt }: (typeof rated)[number]) => [signs.length, checks, endsAt];
      expect(rated.toSorted(byWorth).map(key)).toEqual(rated.toReversed().toSorted(byWorth).map(key));
    }),
  );
});
