import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isVersionCap, isWithinVersionCap } from './version-cap.ts';

const runs = fc.readConfigureGlobal().numRuns ?? 100;

describe('a version cap', () => {
  test.each([
    ['7', '7.99.99', true],
    ['7', '7', true],
    ['7', '6.1', true],
    ['7', '8.0.0', false],
    ['7', '8.0.0-beta', false],
    ['7.8', '7.8.3', true],
    ['7.8', '7.8', true],
    ['7.8', '7', true],
    ['7.8', '7.9', false],
    ['7.8', '7.10.0', false],
    ['7.8', '6.9', true],
    ['7.8', '8.0', false],
    ['7.8.0', '7.8', true],
    ['7.8.0', '7.8.1', false],
    ['7.8', '7.8-beta', true],
    ['7.8', '7.9-beta', false],
    ['10', '9.1', true],
    ['010', '10.1', true],
    ['10', '0010.1', true],
    ['9', '99999999999999999999999999', false],
    ['7', 'x', false],
  ])('%s and version %s: %s', (cap, version, isWithin) => {
    expect(isWithinVersionCap(version, cap)).toBe(isWithin);
  });

  test('covers all versions below one that it covers', () => {
    const parts = fc.array(fc.nat(12), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(parts, parts, fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }), (one, other, cap) => {
        const [low, high] = [one, other].sort((a, b) => compare(a, b));
        if (isWithinVersionCap(`${high?.join('.')}`, cap.join('.'))) {
          expect(isWithinVersionCap(`${low?.join('.')}`, cap.join('.'))).toBe(true);
        }
      }),
      { numRuns: 5 * runs },
    );
  });

  function compare(a: number[], b: number[]): number {
    return a.map((part, index) => part - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
  }

  test.each(['7', '7.8', '7.8.1.0', '0', '999999999'])('%s has the form of one', (text) => {
    expect(isVersionCap(text)).toBe(true);
  });

  test.each(['', '7.', '.7', '7.x', 'v7', '7-beta', '1.2.3.4.5', '1234567890', ' 7'])(
    '%j has not',
    (text) => {
      expect(isVersionCap(text)).toBe(false);
    },
  );
});
