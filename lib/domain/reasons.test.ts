import { describe, expect, test } from 'vitest';
import { DEVICE_CODES, LOCK_CODES, PROBLEM_CODES, REFUSAL_CODES } from '#sdk/protocol/codes.ts';
import { MANAGEMENT_CODES } from './management-codes.ts';
import { REASONS } from './reasons.ts';

const codes = new Set([
  ...LOCK_CODES,
  ...REFUSAL_CODES,
  ...DEVICE_CODES,
  ...PROBLEM_CODES,
  ...MANAGEMENT_CODES,
]);

describe('the table of reasons', () => {
  test('has one for every code and no others', () => {
    expect(Object.keys(REASONS).sort()).toEqual([...codes].sort());
  });

  test('has titles without a full stop and whole sentences', () => {
    for (const [code, { title, says, fix }] of Object.entries(REASONS)) {
      expect(title, code).toMatch(/^[A-Z].*[^.]$/);
      expect(says, code).toMatch(/^[A-Z].*\.$/s);
      expect(fix, code).toMatch(/^[A-Z].*\.$/s);
    }
  });

  test('has no two codes that read alike', () => {
    const titles = Object.values(REASONS).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
