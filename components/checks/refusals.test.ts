import { describe, expect, test } from 'vitest';
import type { App } from '#lib/contract/licenses.ts';
import { platformFor, refusalsOf } from './refusals.ts';

const app = (platform: App['platform'], value: string): App => ({
  id: '4c0f5a3e-8a55-4a19-9d6a-2f3f0c1d5a11',
  platform,
  value,
});
const counts = (refusal: number) => ({ lease: 0, lock: 0, refusal, total: refusal });
const apps = [app('android', 'com.acme.app'), app('browser', '*.acme.com')];
const refusals = (values: [string, number][], platforms: [string, number][] = []) =>
  refusalsOf({
    apps,
    platforms: ['android', 'browser'],
    byApp: values.map(([value, count]) => ({ app: value, ...counts(count) })),
    byPlatform: platforms.map(([platform, count]) => ({ platform, ...counts(count) })),
  });

describe('refused checks', () => {
  test('name what is not registered, and what it resembles', () => {
    expect(refusals([['com.acme.app.debug', 312]])).toEqual([
      {
        kind: 'not-registered',
        value: 'com.acme.app.debug',
        count: 312,
        resembles: apps[0],
        isAlsoLeased: false,
      },
    ]);
    expect(refusals([['com.acme.ap', 1]])[0]?.resembles?.value).toBe('com.acme.app');
    expect(refusals([['com.acme.spp', 1]])[0]?.resembles?.value).toBe('com.acme.app');
    expect(refusals([['org.other', 1]])[0]?.resembles).toBeNull();
  });
  test('are not laid to an identifier that is registered, also by a pattern', () => {
    expect(
      refusals([
        ['id.acme.com', 4],
        ['com.acme.app', 0],
      ]),
    ).toEqual([
      { kind: 'something-else', value: 'id.acme.com', count: 4, resembles: null, isAlsoLeased: false },
    ]);
  });
  test('name platforms that are not covered, most frequent first', () => {
    const found = refusals(
      [['com.acme.app', 3]],
      [
        ['windows', 88],
        ['android', 2],
      ],
    );
    expect(found.map(({ kind, value }) => [kind, value])).toEqual([
      ['platform-not-covered', 'windows'],
      ['something-else', 'com.acme.app'],
    ]);
  });
  test('of a machine are told once, with its platform', () => {
    const found = refusals([['00330-80000-00000-AA123', 5]], [['windows', 5]]);
    expect(found.map(({ value }) => value)).toEqual(['windows']);
  });
  test('can be registered on the platform whose form they have', () => {
    expect(platformFor('com.acme.app.debug', ['browser', 'android'])).toBe('browser');
    expect(platformFor('com.acme.My_App', ['browser', 'android'])).toBe('android');
    expect(platformFor('?', ['android'])).toBeNull();
  });
});
