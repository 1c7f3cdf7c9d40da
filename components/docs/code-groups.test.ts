import { expect, test } from 'vitest';
import { REASONS } from '#lib/domain/reasons.ts';
import { CODE_GROUPS } from './code-groups.ts';

test('every code that has a sentence has exactly one anchor', () => {
  const shown = CODE_GROUPS.flatMap((group) => group.codes);
  expect([...shown].sort()).toEqual(Object.keys(REASONS).sort());
  expect(new Set(shown).size).toBe(shown.length);
});

test('no group has the anchor of a code', () => {
  for (const group of CODE_GROUPS) expect(Object.keys(REASONS)).not.toContain(group.id);
});
