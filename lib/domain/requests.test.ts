import { expect, it } from 'vitest';
import {
  answerDue,
  isWaiting,
  REQUEST_STATES,
  REQUEST_TYPES,
  stateAfterMessage,
  usualSubject,
} from './requests.ts';

const NOW = Date.UTC(2026, 10, 25, 12);

it('promises an answer within hours that depend on what is asked for', () => {
  expect(answerDue('unlock', NOW)).toBe(NOW + 4 * 3_600_000);
  expect(answerDue('extension', NOW)).toBe(NOW + 24 * 3_600_000);
  for (const type of REQUEST_TYPES) expect(answerDue(type, NOW)).toBeGreaterThan(NOW);
});

it('is answered by staff and opened again by the team, and takes nothing once it was decided', () => {
  for (const state of REQUEST_STATES) {
    expect(stateAfterMessage(state, 'staff')).toBe(isWaiting(state) ? 'answered' : null);
    expect(stateAfterMessage(state, 'team')).toBe(isWaiting(state) ? 'open' : null);
  }
});

it('is called after what is asked for and of which license', () => {
  expect(usualSubject('production', 'Wallet')).toBe('A production license for Wallet');
  expect(usualSubject('other', 'Wallet')).toBe('A question about Wallet');
  expect(usualSubject('unlock', null)).toBe('An unlock');
});
