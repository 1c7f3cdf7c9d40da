import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CountedChecks, dryRun, type FieldLease, type LicenseChange } from './dry-run.ts';
import { DAY_MS } from './instant.ts';
import { licenses, NOW, requests, workingLicense } from './license.arbitrary.ts';
import type { LicenseFacts } from './license.ts';

const HOUR_MS = 3_600_000;
const CHECKS: CountedChecks[] = [
  kind({ app: 'com.acme.app', version: '7.8.1', count: 900 }),
  kind({ app: 'com.acme.app', version: '8.0', count: 90 }),
  kind({ app: 'com.acme.app.debug', version: '8.0', count: 9 }),
];
const LEASES: FieldLease[] = [
  {
    platform: 'android',
    app: 'com.acme.app',
    leaseEndsAt: NOW + HOUR_MS,
    graceEndsAt: NOW + DAY_MS,
    running: 12,
  },
];

function kind(changes: Partial<CountedChecks>): CountedChecks {
  return {
    platform: 'android',
    app: 'com.acme.app',
    product: 'BlinkID',
    version: '7.8.1',
    os: '15',
    count: 1,
    lastAt: NOW - HOUR_MS,
    ...changes,
  };
}

function run(change: LicenseChange, license: Partial<LicenseFacts> = {}, checks = CHECKS) {
  return dryRun({ license: workingLicense(license), change, checks, leases: LEASES, now: NOW });
}

describe('a dry run', () => {
  test('of a lock tells how many checks, which applications and versions, and until when leases run', () => {
    expect(run({ lock: true })).toMatchObject({
      at: NOW,
      checks: 999,
      stops: 990,
      starts: 0,
      running: 12,
      leasesUntil: NOW + HOUR_MS,
      graceUntil: NOW + DAY_MS,
      changed: [
        { app: 'com.acme.app', version: '7.8.1', count: 900, before: 'lease', code: 'license-locked' },
        { app: 'com.acme.app', version: '8.0', count: 90, before: 'lease', code: 'license-locked' },
        { app: 'com.acme.app.debug', count: 9, before: 'refusal', code: 'license-locked' },
      ],
    });
  });

  test.each<[string, LicenseChange, Partial<LicenseFacts>, { stops: number; starts: number }]>([
    ['nothing', {}, {}, { stops: 0, starts: 0 }],
    ['adding an identifier', { addApps: [app('com.acme.app.debug')] }, {}, { stops: 0, starts: 9 }],
    ['removing one', { removeApps: [app('com.acme.app')] }, {}, { stops: 990, starts: 0 }],
    [
      'removing one that a pattern covers too',
      { removeApps: [app('com.acme.app')] },
      { apps: [app('com.acme.app'), app('com.acme.*')] },
      { stops: 0, starts: 0 },
    ],
    ['taking a product away', { products: ['BlinkCard'] }, {}, { stops: 990, starts: 0 }],
    ['taking a platform away', { platforms: ['ios'] }, {}, { stops: 990, starts: 0 }],
    ['a version cap', { versionCap: '7' }, { agreement: agreed() }, { stops: 90, starts: 0 }],
    ['a version cap without an agreement', { versionCap: '7' }, { agreement: null }, { stops: 0, starts: 0 }],
    ['unlocking', { lock: false }, { lock: locked() }, { stops: 0, starts: 990 }],
    ['revoking', { revoke: true }, {}, { stops: 990, starts: 0 }],
    ['ending later', { endsAt: NOW + 40 * DAY_MS }, {}, { stops: 990, starts: 0 }],
    [
      'an end after the one there is',
      { endsAt: NOW + 40 * DAY_MS },
      { endsAt: NOW + DAY_MS },
      { stops: 0, starts: 0 },
    ],
    ['taking an end away', { endsAt: null }, { agreement: null, endsAt: NOW - 1 }, { stops: 0, starts: 990 }],
  ])('of %s counts what stops and what starts', (_, change, license, expected) => {
    expect(run(change, license)).toMatchObject(expected);
  });

  test('of a termination is asked at its moment, and gives the code of it', () => {
    const at = NOW + 40 * DAY_MS;
    const { changed, at: felt } = run({ endsAt: at }, { agreement: agreed() });
    expect(felt).toBe(at);
    expect(changed[0]).toMatchObject({ code: 'agreement-terminated' });
  });

  test('takes what was counted for a pattern, or as other, to be covered as it was', () => {
    const license = { apps: [app('com.acme.*')], agreement: agreed() };
    const checks = [kind({ app: 'com.acme.*', product: 'other', version: 'other', count: 5 })];
    expect(run({ versionCap: '7' }, license, checks)).toMatchObject({ stops: 0, starts: 0 });
    expect(run({ removeApps: [app('com.acme.*')] }, license, checks)).toMatchObject({ stops: 5 });
  });

  test('of no change changes nothing, and of a lock leaves no lease, for any license and checks', () => {
    fc.assert(
      fc.property(licenses, fc.array(requests), (license, asked) => {
        const checks = asked.map((request) => ({ ...request, count: 1, lastAt: NOW }));
        expect(dryRun({ license, change: {}, checks, leases: [], now: NOW }).changed).toEqual([]);
        const dry = dryRun({ license, change: { lock: true }, checks, leases: [], now: NOW });
        expect(dry.starts).toBe(0);
        expect(dry.changed.every(({ after }) => after === 'lock')).toBe(true);
      }),
    );
  });
});

function app(value: string) {
  return { platform: 'android' as const, value };
}

function agreed() {
  return { lastInstant: null, ending: null, versionCap: null };
}

function locked() {
  return { since: NOW - DAY_MS, until: null, reason: 'x' };
}
