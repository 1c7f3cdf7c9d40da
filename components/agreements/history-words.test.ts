import { expect, test } from 'vitest';
import { historyWords, isChange, termChanges } from './history-words.ts';

const now = Date.UTC(2026, 10, 24);

test('an amendment is said term by term, with what it was', () => {
  const entry = {
    action: 'agreement.amend',
    before: { appLimit: 50, versionCap: null },
    after: { appLimit: 1000, versionCap: '7', notice: 'x', products: 'not a list' },
  };
  expect(historyWords(entry)).toBe('Amended an agreement');
  expect(termChanges(entry, now)).toEqual([
    { name: 'Application identifiers', before: '50', after: '1,000' },
    { name: 'Versions', before: 'every version', after: 'up to 7' },
  ]);
});

test('a look is no change, and an action nobody knows any more keeps its name', () => {
  expect(isChange({ action: 'agreement.read', before: null, after: null })).toBe(false);
  expect(isChange({ action: 'agreement.amend', before: null, after: null })).toBe(true);
  expect(historyWords({ action: 'agreement.melt', before: null, after: null })).toBe('Agreement.melt');
});
