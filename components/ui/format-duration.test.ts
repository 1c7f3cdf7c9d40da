import { expect, test } from 'vitest';
import { formatDuration } from './format-duration.ts';

test.each([
  [60, '60 s'],
  [300, '300 s'],
  [900, '15 min'],
  [3_600, '1 h'],
  [86_400, '24 h'],
  [90_000, '25 h'],
  [259_200, '72 h'],
  [345_600, '4 days'],
  [2_592_000, '30 days'],
  [3_601, '3601 s'],
])('%d seconds are %s', (seconds, says) => {
  expect(formatDuration(seconds)).toBe(says);
});
