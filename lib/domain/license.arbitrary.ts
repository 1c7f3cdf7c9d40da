import fc from 'fast-check';
import type { CheckRequest } from '#sdk/protocol/check-request.ts';
import { formatLicenseId } from '#sdk/protocol/license-id.ts';
import { PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';
import { DAY_MS, type Instant } from './instant.ts';
import type { EndingCause, LicenseFacts, RegisteredApp } from './license.ts';

// For property tests only: records and requests that are likely to meet, so that every rule passes and fails often.

/** The moment around which the records of the tests lie: 24 November 2026, 14:05 UTC. */
export const NOW: Instant = Date.UTC(2026, 10, 24, 14, 5);

/** Moments near `NOW` and its seconds, and far from it. */
export const instants: fc.Arbitrary<Instant> = fc.oneof(
  fc.integer({ min: -3000, max: 3000 }).map((ms) => NOW + ms),
  fc.integer({ min: -400, max: 400 }).map((days) => NOW + days * DAY_MS),
  fc.integer({ min: -40_000_000_000, max: 40_000_000_000 }).map((ms) => NOW + ms),
);

const segment = fc.stringMatching(/^[a-z][a-z0-9]{0,4}$/);
const dotted = fc.array(segment, { minLength: 2, maxLength: 5 }).map((segments) => segments.join('.'));
const hex = (length: number) =>
  fc
    .string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })
    .filter((text) => !/^(0+|f+)$/.test(text));
const machineId = hex(32);
const hardwareUuid = hex(32).map((text) =>
  [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)]
    .join('-')
    .toUpperCase(),
);
const productId = fc.stringMatching(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$/);
const issued = fc.stringMatching(/^APP-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);

/** Exact identifiers of each platform, in canonical form (iOS: as somebody could type it). */
export const identifiers: Record<Platform, fc.Arbitrary<string>> = {
  android: fc.oneof(
    dotted,
    fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,5}(\.[A-Za-z][A-Za-z0-9_]{0,5}){1,3}$/),
  ),
  ios: fc.oneof(dotted, fc.stringMatching(/^[A-Za-z0-9-]{1,6}(\.[A-Za-z0-9-]{1,6}){1,3}$/)),
  browser: fc.oneof(
    dotted.map((name) => `${name}.com`),
    fc.constantFrom('localhost', '127.0.0.1', '[::1]', 'xn--mnchen-3ya.de'),
  ),
  linux: machineId,
  macos: hardwareUuid,
  windows: productId,
  'self-hosted': fc.oneof(issued, machineId, hardwareUuid, productId),
};

/** Any platform with an exact identifier of it. */
export const exactApps: fc.Arbitrary<RegisteredApp> = fc
  .constantFrom(...PLATFORMS)
  .chain((platform) => identifiers[platform].map((value) => ({ platform, value })));

const registeredApps: fc.Arbitrary<RegisteredApp> = fc.oneof(
  exactApps,
  fc.constantFrom<RegisteredApp>(
    { platform: 'android', value: 'com.acme.app' },
    { platform: 'android', value: 'com.acme.*' },
    { platform: 'ios', value: 'com.acme.Onboarding' },
    { platform: 'browser', value: '*.acme.com' },
    { platform: 'browser', value: 'id.acme.com' },
  ),
);

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 1 });
const seconds = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 60, max: 2_592_000 }));
const products = fc.uniqueArray(fc.constantFrom('BlinkID', 'BlinkCard', 'PDF417'), { minLength: 1 });
const causes: EndingCause[] = ['material-breach', 'agreement-terminated', 'agreement-expired'];

/** Any record of a license. */
export const licenses: fc.Arbitrary<LicenseFacts> = fc.record({
  id: fc.uint8Array({ minLength: 5, maxLength: 5 }).map(formatLicenseId),
  kind: fc.constantFrom('trial', 'production'),
  licensee: fc.constantFrom('Acme Inc', 'ACME Inc.'),
  formerProducts: fc.uniqueArray(fc.constantFrom('BlinkOld')),
  formerLicensees: fc.uniqueArray(fc.constantFrom('Acme GmbH', 'ACME Inc.')),
  products,
  platforms: fc.uniqueArray(fc.constantFrom(...PLATFORMS), { minLength: 3 }),
  apps: fc.array(registeredApps, { maxLength: 6 }),
  startsAt: fc.oneof(
    { weight: 3, arbitrary: fc.constant(NOW - 20 * DAY_MS) },
    { weight: 1, arbitrary: instants },
  ),
  endsAt: maybe(instants),
  revokedAt: maybe(instants),
  lock: maybe(
    fc.record({ since: instants, until: maybe(instants), reason: fc.constant('Key seen in public.') }),
  ),
  agreement: maybe(
    fc.record({
      lastInstant: maybe(instants),
      ending: maybe(fc.record({ cause: fc.constantFrom(...causes), effectiveAt: instants })),
      versionCap: maybe(fc.constantFrom('6', '7', '7.8', '7.8.1')),
    }),
  ),
  leaseSeconds: seconds,
  graceSeconds: seconds,
  retrySeconds: seconds,
});

const asked: fc.Arbitrary<Pick<CheckRequest, 'platform' | 'app'>> = fc.oneof(
  fc.constantFrom<Pick<CheckRequest, 'platform' | 'app'>>(
    { platform: 'android', app: 'com.acme.app' },
    { platform: 'android', app: 'com.acme.app:scan' },
    { platform: 'android', app: 'com.acme.app.debug' },
    { platform: 'ios', app: 'COM.ACME.onboarding' },
    { platform: 'browser', app: 'https://id.acme.com:8443/' },
  ),
  exactApps.map(({ platform, value }) => ({ platform, app: value })),
  fc.record({ platform: fc.constantFrom(...PLATFORMS), app: fc.string({ minLength: 1, maxLength: 40 }) }),
);

/** Any check, of the forms that `parseCheckRequest` gives; likely to be about the records above. */
export const requests: fc.Arbitrary<CheckRequest> = fc
  .record({
    license: fc.uint8Array({ minLength: 5, maxLength: 5 }).map(formatLicenseId),
    licensee: fc.constantFrom('Acme Inc', 'ACME Inc.', 'Acme GmbH'),
    product: fc.constantFrom('BlinkID', 'BlinkCard'),
    version: fc.constantFrom('6.9', '7', '7.8.1', '7.8.2', '7.9-beta', '8.0.0'),
    os: fc.constant('15'),
    nonce: fc.constant('b2Zt3xY0qkP1n8Zw'),
  })
  .chain((others) => asked.map((sent) => ({ ...others, ...sent })));

/** A production license that works at `NOW`, with what a test changes. */
export function workingLicense(changes: Partial<LicenseFacts> = {}): LicenseFacts {
  return {
    id: formatLicenseId(new Uint8Array([1, 2, 3, 4, 5])),
    kind: 'production',
    licensee: 'Acme Inc',
    formerLicensees: [],
    formerProducts: [],
    products: ['BlinkID'],
    platforms: ['android', 'ios', 'browser'],
    apps: [{ platform: 'android', value: 'com.acme.app' }],
    startsAt: NOW - 20 * DAY_MS,
    endsAt: null,
    revokedAt: null,
    lock: null,
    agreement: { lastInstant: null, ending: null, versionCap: null },
    leaseSeconds: 86_400,
    graceSeconds: 259_200,
    retrySeconds: 300,
    ...changes,
  };
}

/** A check that `workingLicense` answers with a lease, with what a test changes. */
export function coveredRequest(changes: Partial<CheckRequest> = {}): CheckRequest {
  return {
    license: formatLicenseId(new Uint8Array([1, 2, 3, 4, 5])),
    licensee: 'Acme Inc',
    app: 'com.acme.app',
    product: 'BlinkID',
    version: '7.8.1',
    platform: 'android',
    os: '15',
    nonce: 'b2Zt3xY0qkP1n8Zw',
    ...changes,
  };
}
