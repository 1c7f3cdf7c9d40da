import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CheckRequest } from '#sdk/protocol/check-request.ts';
import { isLockCode, isRefusalCode, type LockCode, type RefusalCode } from '#sdk/protocol/codes.ts';
import { decide, RULES } from './decide.ts';
import { explain } from './explain.ts';
import { DAY_MS, type Instant, unixSeconds } from './instant.ts';
import { coveredRequest, instants, licenses, NOW, requests, workingLicense } from './license.arbitrary.ts';
import type { LicenseFacts } from './license.ts';
import { endOf, licenseState } from './license-state.ts';

const runs = fc.readConfigureGlobal().numRuns ?? 100;

const known = fc.option(licenses, { freq: 20, nil: null });

describe('every decision', () => {
  test('is a lease, or a lock or refusal with a code of its kind and a time of at least one second', () => {
    fc.assert(
      fc.property(known, requests, instants, (license, request, now) => {
        const decision = decide(license, request, now);
        if (decision.outcome === 'lease') expect(decision.leaseSeconds).toBeGreaterThanOrEqual(1);
        else expect(decision.retrySeconds).toBeGreaterThanOrEqual(1);
        if (decision.outcome === 'lock') expect(isLockCode(decision.code)).toBe(true);
        if (decision.outcome === 'refusal') expect(isRefusalCode(decision.code)).toBe(true);
      }),
    );
  });

  test('is that of the first step that did not pass when it is explained', () => {
    fc.assert(
      fc.property(known, requests, instants, (license, request, now) => {
        const { decision, steps } = explain(license, request, now);
        expect(decision).toEqual(decide(license, request, now));
        const names = ['license-known', ...RULES.map((rule) => rule.name)];
        expect(steps.map((step) => step.rule)).toEqual(license === null ? ['license-known'] : names);
        expect(steps.every((step) => step.passed)).toBe(decision.outcome === 'lease');
        for (const step of steps) expect(step.fix === null).toBe(step.passed);
      }),
      { numRuns: 5 * runs },
    );
  });

  test('agrees with the state of the license', () => {
    fc.assert(
      fc.property(licenses, requests, instants, (license, request, now) => {
        const named = { ...request, licensee: license.licensee };
        const { code } = licenseState(license, now);
        if (code !== null) expect(decide(license, named, now).code).toBe(code);
        else if (endOf(license) === null) expect(decide(license, named, now).outcome).not.toBe('lock');
      }),
      { numRuns: 5 * runs },
    );
  });

  test('grants nothing that outlives the license', () => {
    fc.assert(
      fc.property(licenses, instants, (license, now) => {
        const all = {
          ...license,
          licensee: 'Acme Inc',
          products: ['BlinkID'],
          platforms: ['android' as const],
          apps: workingLicense().apps,
        };
        const decision = decide(all, coveredRequest({ version: '1' }), now);
        const end = endOf(all);
        if (decision.outcome !== 'lease' || end === null) return;
        expect((unixSeconds(now) + decision.leaseSeconds + decision.graceSeconds) * 1000).toBeLessThanOrEqual(
          end,
        );
      }),
      { numRuns: 5 * runs },
    );
  });

  test('is what it was before once a lock is taken off', () => {
    fc.assert(
      fc.property(licenses, requests, instants, (license, request, now) => {
        const unlocked = { ...license, lock: null };
        const locked = { ...license, lock: { since: now, until: null, reason: 'Key leaked.' } };
        expect(decide(locked, request, now).outcome).not.toBe('lease');
        expect(decide({ ...locked, lock: null }, request, now)).toEqual(decide(unlocked, request, now));
      }),
    );
  });

  test('takes a lease only for an identifier that is registered for the platform', () => {
    fc.assert(
      fc.property(licenses, requests, instants, (license, request, now) => {
        const decision = decide(license, request, now);
        if (decision.outcome !== 'lease') return;
        expect(license.apps).toContain(decision.app);
        expect(decision.app.platform).toBe(request.platform);
      }),
      { numRuns: 5 * runs },
    );
  });
});

describe('the order of the decision', () => {
  type Fault = {
    code: LockCode | RefusalCode;
    license?: Partial<LicenseFacts>;
    request?: Partial<CheckRequest>;
  };
  const termination = {
    lastInstant: null,
    ending: { cause: 'material-breach' as const, effectiveAt: NOW },
    versionCap: '6',
  };
  const faults: Fault[] = [
    { code: 'licensee-mismatch', request: { licensee: 'acme inc' } },
    { code: 'license-revoked', license: { revokedAt: NOW } },
    { code: 'agreement-terminated', license: { agreement: termination } },
    { code: 'license-locked', license: { lock: { since: NOW, until: null, reason: '' } } },
    { code: 'license-expired', license: { endsAt: NOW } },
    { code: 'license-not-started', license: { startsAt: NOW + 1 } },
    { code: 'product-not-covered', request: { product: 'blinkid' } },
    { code: 'platform-not-covered', request: { platform: 'linux' } },
    { code: 'version-not-covered', license: { agreement: { ...termination, ending: null } } },
    { code: 'app-not-registered', request: { app: 'com.acme.App' } },
  ];

  test.each(faults.map((fault, index) => [fault.code, index] as const))(
    '%s comes before all that follow it',
    (code, index) => {
      const following = faults.slice(index).reverse();
      const license = Object.assign(workingLicense(), ...following.map((fault) => fault.license ?? {}));
      const request = Object.assign(coveredRequest(), ...following.map((fault) => fault.request ?? {}));
      expect(decide(license, request, NOW).code).toBe(code);
    },
  );

  test('without any fault is a lease with the agreed numbers and the identifier that matched', () => {
    const license = workingLicense({ apps: [{ platform: 'android', value: 'com.acme.*' }] });
    expect(decide(license, coveredRequest(), NOW)).toEqual({
      outcome: 'lease',
      code: null,
      leaseSeconds: 86_400,
      graceSeconds: 259_200,
      app: { platform: 'android', value: 'com.acme.*' },
    });
  });

  test('begins with the license being unknown', () => {
    expect(decide(null, coveredRequest(), NOW)).toEqual({
      outcome: 'refusal',
      code: 'license-unknown',
      retrySeconds: 300,
    });
  });

  test('accepts a former name of the licensee', () => {
    const renamed = workingLicense({ licensee: 'Acme SE', formerLicensees: ['Acme AG', 'Acme Inc'] });
    expect(decide(renamed, coveredRequest(), NOW).outcome).toBe('lease');
    expect(decide(renamed, coveredRequest({ licensee: 'Acme SE' }), NOW).outcome).toBe('lease');
    expect(decide(renamed, coveredRequest({ licensee: 'Acme' }), NOW).code).toBe('licensee-mismatch');
  });

  test('gives the code of the ending when not one second is left before it', () => {
    const license = workingLicense({ kind: 'trial', endsAt: NOW + 900 });
    expect(decide(license, coveredRequest(), NOW + 100)).toEqual({
      outcome: 'lock',
      code: 'trial-expired',
      retrySeconds: 300,
    });
    expect(decide(license, coveredRequest(), NOW - 1).outcome).toBe('lease');
  });
});

describe('when to ask again', () => {
  function retry(changes: Partial<LicenseFacts>, now: Instant): number | null {
    const decision = decide(workingLicense(changes), coveredRequest(), now);
    return decision.outcome === 'lease' ? null : decision.retrySeconds;
  }
  const lockUntil = (until: Instant): Partial<LicenseFacts> => ({
    lock: { since: NOW - DAY_MS, until, reason: '' },
  });

  test.each([
    ['a lock without end', { lock: { since: NOW, until: null, reason: '' } }, 300],
    ['a lock that ends later than that', lockUntil(NOW + 301_000), 300],
    ['a lock that ends sooner', lockUntil(NOW + 42_000), 42],
    ['a lock that ends between two seconds', lockUntil(NOW + 41_001), 42],
    ['a lock that ends at once', lockUntil(NOW + 1), 1],
    ['a first day that comes later than that', { startsAt: NOW + DAY_MS }, 300],
    ['a first day that comes sooner', { startsAt: NOW + 42_000 }, 42],
    ['a license that has ended', { endsAt: NOW }, 300],
  ])('%s', (_, changes, seconds) => {
    expect(retry(changes, NOW)).toBe(seconds);
  });

  test('is a moment at which a lock that ends by itself no longer stands', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400_000 }), fc.nat(999), (length, ms) => {
        const now = NOW + ms;
        const seconds = retry(lockUntil(now + length), now) ?? 0;
        if (seconds < 300)
          expect(retry(lockUntil(now + length), (unixSeconds(now) + seconds) * 1000)).toBeNull();
      }),
    );
  });
});
