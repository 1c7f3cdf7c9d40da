import { expect, test } from 'vitest';
import { DEVICE_CODES, LOCK_CODES, PROBLEM_CODES, REFUSAL_CODES } from './codes.ts';

const all = [...LOCK_CODES, ...REFUSAL_CODES, ...DEVICE_CODES, ...PROBLEM_CODES];

test('no code has two meanings', () => {
  expect(new Set(all).size).toBe(all.length);
});

test('codes are lower-case and hyphenated', () => {
  for (const code of all) expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
});
