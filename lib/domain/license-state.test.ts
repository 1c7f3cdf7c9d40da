import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, type Instant } from './instant.ts';
import { instants, licenses, NOW, workingLicense } from './license.arbitrary.ts';
import type { AgreementFacts, EndingCause, LicenseFacts } from './license.ts';
import {
  endingOf,
  endOf,
  LICENSE_STATES,
  type LicenseState,
  licenseState,
  lockInForce,
} from './license-state.ts';

const second = 1000;

function agreement(changes: Partial<AgreementFacts>): Partial<LicenseFacts> {
  return { agreement: { lastInstant: null, ending: null, versionCap: null, ...changes } };
}

function ending(cause: EndingCause, effectiveAt: Instant): Partial<LicenseFacts> {
  return agreement({ ending: { cause, effectiveAt } });
}

describe('a state', () => {
  test('is one of those listed, for every record and time, and its code says whether the license works', () => {
    fc.assert(
      fc.property(licenses, instants, (license, now) => {
        const { state, code, since, until } = licenseState(license, now);
        expect(LICENSE_STATES).toContain(state);
        expect(code === null).toBe(['scheduled', 'expiring', 'active'].includes(state));
        if (since !== null) expect(since).toBeLessThanOrEqual(now);
        if (until !== null) expect(until).toBeGreaterThan(now);
      }),
    );
  });

  test('never leaves an end again', () => {
    fc.assert(
      fc.property(licenses, instants, fc.nat(40_000_000_000), (license, now, later) => {
        const isEnded = (at: Instant) =>
          ['revoked', 'terminated', 'expired'].includes(licenseState(unlocked(license), at).state);
        if (isEnded(now)) expect(isEnded(now + later)).toBe(true);
      }),
    );
  });

  test('is what it was before once a lock is taken off', () => {
    fc.assert(
      fc.property(licenses, instants, (license, now) => {
        const before = licenseState(unlocked(license), now);
        const locked = { ...license, lock: { since: now, until: null, reason: 'Key leaked.' } };
        expect(licenseState(unlocked(locked), now)).toEqual(before);
        const wins = before.state !== 'revoked' && before.state !== 'terminated';
        expect(licenseState(locked, now).state).toBe(wins ? 'locked' : before.state);
      }),
    );
  });

  function unlocked(license: LicenseFacts): LicenseFacts {
    return { ...license, lock: null };
  }
});

describe('each boundary, one second before, at, and one second after', () => {
  const trial = { kind: 'trial', agreement: null } as const;
  const cases: [string, Partial<LicenseFacts>, LicenseState, LicenseState][] = [
    ['a revocation', { revokedAt: NOW }, 'scheduled', 'revoked'],
    ['a material breach', ending('material-breach', NOW), 'scheduled', 'terminated'],
    ['a termination', ending('agreement-terminated', NOW), 'scheduled', 'terminated'],
    ['the expiry of an agreement', ending('agreement-expired', NOW), 'expiring', 'expired'],
    [
      '60 days before the expiry of an agreement',
      ending('agreement-expired', NOW + 60 * DAY_MS),
      'scheduled',
      'expiring',
    ],
    [
      '60 days before the last instant of an agreement',
      agreement({ lastInstant: NOW + 60 * DAY_MS }),
      'active',
      'expiring',
    ],
    [
      'the last instant of an agreement without a served notice',
      agreement({ lastInstant: NOW }),
      'expiring',
      'expiring',
    ],
    ['a trial’s end', { ...trial, endsAt: NOW }, 'expiring', 'expired'],
    ['7 days before a trial’s end', { ...trial, endsAt: NOW + 7 * DAY_MS }, 'active', 'expiring'],
    ['a production license’s own end', { endsAt: NOW }, 'expiring', 'expired'],
    ['60 days before a production license’s own end', { endsAt: NOW + 60 * DAY_MS }, 'active', 'expiring'],
    ['the first day', { startsAt: NOW }, 'not-started', 'active'],
    ['a lock', { lock: { since: NOW, until: null, reason: 'x' } }, 'active', 'locked'],
    [
      'the end of an emergency lock',
      { lock: { since: NOW - DAY_MS, until: NOW, reason: 'x' } },
      'locked',
      'active',
    ],
  ];

  test.each(cases)('%s', (_, changes, before, from) => {
    const license = workingLicense(changes);
    expect(licenseState(license, NOW - second).state).toBe(before);
    expect(licenseState(license, NOW - 1).state).toBe(before);
    expect(licenseState(license, NOW).state).toBe(from);
    expect(licenseState(license, NOW + second).state).toBe(from);
  });
});

describe('the code of a state', () => {
  test.each<[Partial<LicenseFacts>, ReturnType<typeof licenseState>]>([
    [{ revokedAt: NOW - 5 }, { state: 'revoked', code: 'license-revoked', since: NOW - 5, until: null }],
    [
      ending('material-breach', NOW),
      { state: 'terminated', code: 'agreement-terminated', since: NOW, until: null },
    ],
    [
      ending('agreement-terminated', NOW),
      { state: 'terminated', code: 'agreement-terminated', since: NOW, until: null },
    ],
    [
      ending('agreement-expired', NOW),
      { state: 'expired', code: 'agreement-expired', since: NOW, until: null },
    ],
    [{ endsAt: NOW }, { state: 'expired', code: 'license-expired', since: NOW, until: null }],
    [
      { endsAt: NOW, ...ending('agreement-expired', NOW - 5) },
      { state: 'expired', code: 'license-expired', since: NOW, until: null },
    ],
    [
      { kind: 'trial', endsAt: NOW },
      { state: 'expired', code: 'trial-expired', since: NOW, until: null },
    ],
    [
      { lock: { since: NOW, until: NOW + 9, reason: '' } },
      { state: 'locked', code: 'license-locked', since: NOW, until: NOW + 9 },
    ],
    [
      { startsAt: NOW + 9 },
      { state: 'not-started', code: 'license-not-started', since: null, until: NOW + 9 },
    ],
    [{ startsAt: NOW - 9 }, { state: 'active', code: null, since: NOW - 9, until: null }],
    [
      { endsAt: NOW + 90 * DAY_MS },
      { state: 'active', code: null, since: NOW - 20 * DAY_MS, until: NOW + 90 * DAY_MS },
    ],
    [ending('material-breach', NOW + 9), { state: 'scheduled', code: null, since: null, until: NOW + 9 }],
    [
      { endsAt: NOW + 5, ...ending('material-breach', NOW + 9) },
      { state: 'scheduled', code: null, since: null, until: NOW + 5 },
    ],
    [
      { endsAt: NOW + 50 * DAY_MS, ...agreement({ lastInstant: NOW + 40 * DAY_MS }) },
      { state: 'expiring', code: null, since: NOW - 20 * DAY_MS, until: NOW + 40 * DAY_MS },
    ],
    [
      { endsAt: NOW + 50 * DAY_MS, ...agreement({ lastInstant: NOW + 55 * DAY_MS }) },
      { state: 'expiring', code: null, since: NOW - 10 * DAY_MS, until: NOW + 50 * DAY_MS },
    ],
    [
      agreement({ lastInstant: NOW - DAY_MS, ending: { cause: 'agreement-expired', effectiveAt: NOW + 9 } }),
      { state: 'expiring', code: null, since: NOW - 20 * DAY_MS, until: NOW + 9 },
    ],
    [
      agreement({ lastInstant: NOW }),
      { state: 'expiring', code: null, since: NOW - 20 * DAY_MS, until: null },
    ],
    [
      agreement({ lastInstant: NOW + 59 * DAY_MS }),
      { state: 'expiring', code: null, since: NOW - DAY_MS, until: NOW + 59 * DAY_MS },
    ],
    [
      { endsAt: NOW + DAY_MS, ...agreement({ lastInstant: NOW - DAY_MS }) },
      { state: 'expiring', code: null, since: NOW - 20 * DAY_MS, until: NOW + DAY_MS },
    ],
  ])('%j', (changes, state) => {
    expect(licenseState(workingLicense(changes), NOW)).toEqual(state);
  });

  test('is that of the first state in the order of the decision when several hold', () => {
    const all = workingLicense({
      revokedAt: NOW,
      lock: { since: NOW, until: null, reason: '' },
      endsAt: NOW,
      startsAt: NOW + 1,
      ...ending('agreement-terminated', NOW),
    });
    const states: LicenseState[] = [];
    const lifted: Partial<LicenseFacts>[] = [
      {},
      { revokedAt: null },
      agreement({}),
      { lock: null },
      { endsAt: null },
      { startsAt: NOW },
    ];
    let license = all;
    for (const change of lifted) {
      license = { ...license, ...change };
      states.push(licenseState(license, NOW).state);
    }
    expect(states).toEqual(['revoked', 'terminated', 'locked', 'expired', 'not-started', 'active']);
  });
});

describe('endOf', () => {
  test('is the first moment from which the license has ended, whatever ends it', () => {
    fc.assert(
      fc.property(licenses, (license) => {
        const free = { ...license, lock: null, startsAt: Number.MIN_SAFE_INTEGER };
        const end = endOf(license);
        if (end === null) {
          expect(licenseState(free, Number.MAX_SAFE_INTEGER).code).toBeNull();
          return;
        }
        expect(licenseState(free, end - 1).code).toBeNull();
        expect(licenseState(free, end).code).not.toBeNull();
        const code = endingOf(license)?.code;
        expect(licenseState(free, end).code).toBe(code);
      }),
    );
  });

  test('has the code that comes first in the decision when two ends are at the same instant', () => {
    const license = workingLicense({ revokedAt: NOW, endsAt: NOW, ...ending('material-breach', NOW) });
    expect(endingOf(license)).toEqual({ at: NOW, code: 'license-revoked' });
  });

  test('does not count a lock', () => {
    const license = workingLicense({ lock: { since: NOW, until: null, reason: '' } });
    expect(endOf(license)).toBeNull();
    expect(lockInForce(license, NOW)).toBe(license.lock);
  });
});
