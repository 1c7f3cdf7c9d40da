import { expect, it } from 'vitest';
import { ACTION_WORDS, HIDDEN_FROM_TEAMS } from './action-words.ts';
import { ACTIONS, POLICY } from './policy.ts';

it.each(ACTIONS)('says %s in words that stand after a name', (action) => {
  expect(ACTION_WORDS[action]).toMatch(/^[a-z][^.!]*[a-z]$/);
});

it('says no two actions alike', () => {
  expect(new Set(Object.values(ACTION_WORDS)).size).toBe(ACTIONS.length);
});

it('hides from a team only what its own people cannot do', () => {
  expect(HIDDEN_FROM_TEAMS.filter((action) => POLICY[action].team.length > 0)).toEqual([]);
});
