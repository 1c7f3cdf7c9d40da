import { describe, expect, test } from 'vitest';
import { explain } from './explain.ts';
import { DAY_MS } from './instant.ts';
import { coveredRequest, NOW, workingLicense } from './license.arbitrary.ts';
import { REASONS } from './reasons.ts';

function step(rule: string, ...args: Parameters<typeof explain>): unknown {
  return explain(...args).steps.find((one) => one.rule === rule);
}

describe('an explanation', () => {
  test('of an unknown license has one step, and nothing of any license', () => {
    const { steps } = explain(null, coveredRequest(), NOW);
    const fix = REASONS['license-unknown'].fix;
    expect(steps).toEqual([
      {
        rule: 'license-known',
        passed: false,
        expected: 'a License ID that was issued',
        actual: 'LIC-0410-6105',
        fix,
        code: 'license-unknown',
        who: 'developer',
      },
    ]);
  });

  test('goes on after the step that decides, so that all that is wrong is seen at once', () => {
    const license = workingLicense({
      lock: { since: NOW - DAY_MS, until: null, reason: 'Your key seems to be public.' },
    });
    const { decision, steps } = explain(license, coveredRequest({ product: 'BlinkCard' }), NOW);
    expect(decision.code).toBe('license-locked');
    expect(steps.filter((one) => !one.passed)).toEqual([
      {
        rule: 'not-locked',
        passed: false,
        expected: 'not locked',
        actual: 'locked since 2026-11-23T14:05:00.000Z: Your key seems to be public.',
        fix: REASONS['license-locked'].fix,
        code: 'license-locked',
        who: REASONS['license-locked'].who,
      },
      {
        rule: 'product',
        passed: false,
        expected: 'BlinkID',
        actual: 'BlinkCard',
        fix: REASONS['product-not-covered'].fix,
        code: 'product-not-covered',
        who: REASONS['product-not-covered'].who,
      },
    ]);
  });

  test.each([
    ['licensee', { formerLicensees: ['Acme AG'] }, { licensee: 'acme' }, 'one of Acme Inc, Acme AG', 'acme'],
    ['not-revoked', { revokedAt: NOW }, {}, 'not revoked', 'revoked since 2026-11-24T14:05:00.000Z'],
    ['not-revoked', {}, {}, 'not revoked', 'not revoked'],
    ['not-terminated', {}, {}, 'no termination in effect', 'no termination in effect'],
    ['not-locked', {}, {}, 'not locked', 'not locked'],
    ['not-expired', {}, {}, 'no end is known', '2026-11-24T14:05:00.000Z'],
    [
      'not-expired',
      { endsAt: NOW - 1000 },
      {},
      'before 2026-11-24T14:04:59.000Z',
      'ended at 2026-11-24T14:04:59.000Z',
    ],
    ['started', { startsAt: NOW + 1000 }, {}, 'from 2026-11-24T14:05:01.000Z on', '2026-11-24T14:05:00.000Z'],
    ['platform', {}, { platform: 'linux' as const }, 'one of android, ios, browser', 'linux'],
    ['version', {}, {}, 'any version', '7.8.1'],
    [
      'version',
      { agreement: { lastInstant: null, ending: null, versionCap: '7.7' } },
      {},
      'up to 7.7',
      '7.8.1',
    ],
    ['app', {}, { app: 'com.acme.app.debug' }, 'com.acme.app', 'com.acme.app.debug'],
    ['app', {}, { app: 'com.acme.app:scan' }, 'com.acme.app', 'com.acme.app:scan (read as com.acme.app)'],
    ['app', {}, { app: 'acme' }, 'com.acme.app', 'acme (not an identifier of android)'],
    [
      'app',
      {},
      { platform: 'ios' as const, app: 'com.acme.app' },
      'an identifier registered for ios',
      'com.acme.app',
    ],
    [
      'app',
      { apps: [{ platform: 'android' as const, value: 'com.acme.*' }] },
      {},
      'com.acme.*',
      'com.acme.app, matches com.acme.*',
    ],
    ['room', {}, {}, 'at least one second until the license ends', 'enough time'],
    ['room', { endsAt: NOW + 900 }, {}, 'at least one second until the license ends', '900 ms'],
  ])('%s with %j, asked %j', (rule, license, request, expected, actual) => {
    expect(step(rule, workingLicense(license), coveredRequest(request), NOW)).toMatchObject({
      expected,
      actual,
    });
  });

  test.each([
    [10, /^one of com\.acme\.a0, .*com\.acme\.a9$/],
    [11, /^one of com\.acme\.a0, .*com\.acme\.a9 and 1 more$/],
    [10_000, /^one of com\.acme\.a0, .*com\.acme\.a9 and 9990 more$/],
  ])('names at most ten of %i identifiers and counts the others', (count, expected) => {
    const apps = Array.from({ length: count }, (_, index) => ({
      platform: 'android' as const,
      value: `com.acme.a${index}`,
    }));
    expect(step('app', workingLicense({ apps }), coveredRequest(), NOW)).toMatchObject({
      expected: expect.stringMatching(expected),
    });
  });
});
