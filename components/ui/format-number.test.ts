import { expect, test } from 'vitest';
import { formatNumber } from './format-number.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1_710, '1,710'],
  [992_795, '992,795'],
  [1_000_000, '1,000,000'],
])('%d is written %s', (value, says) => {
  expect(formatNumber(value)).toBe(says);
});
