import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLATFORMS } from '#sdk/protocol/platforms.ts';
import { matchApp } from './identifiers.ts';
import { exactApps } from './license.arbitrary.ts';
import type { RegisteredApp } from './license.ts';
import { nearMiss } from './near-misses.ts';

const REGISTERED: RegisteredApp[] = [
  { platform: 'android', value: 'com.acme.app' },
  { platform: 'ios', value: 'com.acme.Onboarding' },
  { platform: 'browser', value: 'id.acme.com' },
  { platform: 'browser', value: '*.acme.io' },
  { platform: 'linux', value: '0123456789abcdef0123456789abcdef' },
];

describe('a near miss', () => {
  test.each([
    ['android', 'com.acme.app.debug', 'debug-suffix', 'com.acme.app'],
    ['android', 'com.acme.app.staging.debug', 'debug-suffix', 'com.acme.app'],
    ['android', 'com.Acme.App', 'case', 'com.acme.app'],
    ['android', 'com.acme.app.kiosk', 'suffix', 'com.acme.app'],
    ['android', 'com.acme', 'suffix', 'com.acme.app'],
    ['android', 'com.acme.ap', 'typo', 'com.acme.app'],
    ['android', 'com.amce.app', 'typo', 'com.acme.app'],
    ['android', 'com.acme.apps', 'typo', 'com.acme.app'],
    ['android', 'com.acme.onboarding', 'other-platform', 'com.acme.Onboarding'],
    ['ios', 'com.acme.app', 'other-platform', 'com.acme.app'],
    ['ios', 'com.acme.onboarding.debug', 'debug-suffix', 'com.acme.Onboarding'],
    ['ios', 'com.acme.Onboarding.Share', 'suffix', 'com.acme.Onboarding'],
    ['ios', 'com.acme.Onboarding:remote', 'process-suffix', 'com.acme.Onboarding'],
    ['browser', 'shop.id.acme.com', 'subdomain', 'id.acme.com'],
    ['browser', 'acme.com', 'subdomain', 'id.acme.com'],
    ['browser', 'acme.io', 'subdomain', '*.acme.io'],
    ['browser', 'if.acme.com', 'typo', 'id.acme.com'],
    ['browser', 'com', null, null],
    ['linux', '0123456789abcdef0123456789abcdee', 'typo', '0123456789abcdef0123456789abcdef'],
    ['android', 'org.example.other', null, null],
    ['android', 'not an identifier', null, null],
  ] as const)('of %s %s is %s of %s', (platform, app, how, resembles) => {
    const near = nearMiss(platform, app, REGISTERED);
    expect(near && { how: near.how, resembles: near.resembles.value }).toEqual(how && { how, resembles });
  });

  test('is always one of those registered, and none of nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLATFORMS), fc.string(), fc.array(exactApps), (platform, app, apps) => {
        const near = nearMiss(platform, app, apps);
        expect(near === null || apps.includes(near.resembles)).toBe(true);
        expect(nearMiss(platform, app, [])).toBeNull();
      }),
    );
  });

  test('is told of every registered identifier with a character too many, unless that matches by itself', () => {
    fc.assert(
      fc.property(exactApps, (one) => {
        const sent = `${one.value}x`;
        fc.pre(one.value.length >= 6 && matchApp(one.platform, sent, [one]) === null);
        expect(nearMiss(one.platform, sent, [one])?.resembles).toBe(one);
      }),
    );
  });
});
