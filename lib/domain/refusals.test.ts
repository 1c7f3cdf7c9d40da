import { expect, test } from 'vitest';
import { DAY_MS } from './instant.ts';
import { NOW, workingLicense } from './license.arbitrary.ts';
import { groupRefusals, type RefusedKind } from './refusals.ts';

function refused(changes: Partial<RefusedKind>): RefusedKind {
  return {
    platform: 'android',
    app: 'com.acme.app',
    product: 'BlinkID',
    version: '7.8.1',
    os: '15',
    code: 'app-not-registered',
    count: 1,
    since: NOW - DAY_MS,
    lastAt: NOW - 60_000,
    ...changes,
  };
}

test('refusals are grouped by reason and offending value, most frequent first, with since and last', () => {
  const groups = groupRefusals(
    workingLicense(),
    [
      refused({ app: 'com.acme.app.debug', count: 300, since: NOW - 2 * DAY_MS }),
      refused({ app: 'com.acme.app.debug', version: '7.9', count: 12, lastAt: NOW - 1000 }),
      refused({ code: 'product-not-covered', product: 'BlinkCard', count: 5 }),
      refused({ code: 'product-not-covered', product: 'BlinkCard', count: 6, platform: 'ios', app: 'a.b' }),
    ],
    NOW,
  );
  expect(groups).toEqual([
    {
      code: 'app-not-registered',
      value: 'com.acme.app.debug',
      platform: 'android',
      count: 312,
      since: NOW - 2 * DAY_MS,
      lastAt: NOW - 1000,
      expected: 'com.acme.app',
      apps: ['com.acme.app.debug'],
      nearMiss: { how: 'debug-suffix', resembles: { platform: 'android', value: 'com.acme.app' } },
      isFixed: false,
    },
    expect.objectContaining({
      code: 'product-not-covered',
      value: 'BlinkCard',
      platform: null,
      count: 11,
      expected: 'BlinkID',
      apps: ['a.b', 'com.acme.app'],
      nearMiss: null,
    }),
  ]);
});

test.each([
  ['platform-not-covered', { platform: 'linux' as const }, 'linux', 'one of android, ios, browser', false],
  ['version-not-covered', { version: '9.1' }, 'BlinkID 9.1', 'any version', true],
  ['licensee-mismatch', {}, 'com.acme.app', 'Acme Inc', false],
  ['license-not-started', {}, 'com.acme.app', 'from 2026-11-04T14:05:00.000Z on', true],
  ['app-not-registered', {}, 'com.acme.app', 'com.acme.app', true],
  ['product-not-covered', { product: 'BlinkID' }, 'BlinkID', 'BlinkID', true],
] as const)(
  '%s names its value, what is expected, and whether that was put right',
  (code, kind, value, expected, isFixed) => {
    const [group] = groupRefusals(workingLicense(), [refused({ code, ...kind })], NOW);
    expect(group).toMatchObject({ code, value, expected, isFixed });
  },
);

test('what was put right comes last, and no more than a hundred are told', () => {
  const kinds = Array.from({ length: 150 }, (_, nth) =>
    refused({ app: `com.other.a${nth}`, count: nth + 1 }),
  );
  const groups = groupRefusals(workingLicense(), [refused({ count: 1000 }), ...kinds], NOW);
  expect(groups).toHaveLength(100);
  expect(groups[0]).toMatchObject({ value: 'com.other.a149', isFixed: false });
  expect(groups.at(-1)).toMatchObject({ value: 'com.acme.app', isFixed: true });
});
