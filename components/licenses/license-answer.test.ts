import { expect, test } from 'vitest';
import type { License } from '#lib/contract/licenses.ts';
import { LICENSE_STATES } from '#lib/domain/license-state.ts';
import { licenseAnswer } from './license-answer.ts';

const now = Date.parse('2026-11-24T14:05:00Z');
const license = (state: License['state'], kind: License['kind'] = 'trial') =>
  ({ state, kind, startsAt: '2026-10-28T14:05:00.000Z', endsAt: '2026-11-27T14:05:00.000Z' }) as License;

test('an ending trial says when, what stops, and what to do', () => {
  expect(licenseAnswer(license('expiring'), now)).toMatchObject({
    headline: 'This trial ends in 3 days',
    at: '2026-11-27T14:05:00.000Z',
    says: 'Scanning stops on every device then.',
    asksVendor: true,
  });
});

test('every state of both kinds has an answer without an exclamation mark', () => {
  for (const state of LICENSE_STATES) {
    for (const kind of ['trial', 'production'] as const) {
      const { headline, says } = licenseAnswer(license(state, kind), now);
      expect(headline).toMatch(kind === 'trial' ? /^This trial/ : /^This license/);
      expect(`${headline}${says}`).not.toContain('!');
    }
  }
});
