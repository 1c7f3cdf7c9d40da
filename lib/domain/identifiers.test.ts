// Long, because it holds one row for every way in which people write each platform's identifiers.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';
import { IDENTIFIER_HELP } from './identifier-help.ts';
import {
  canonicalRequestApp,
  isLoopbackApp,
  matchApp,
  matchCandidates,
  matchKey,
  normalizeIdentifier,
} from './identifiers.ts';
import { exactApps, identifiers } from './license.arbitrary.ts';
import type { RegisteredApp } from './license.ts';

const runs = fc.readConfigureGlobal().numRuns ?? 100;

const suffixes = new Set(['com', 'de', 'co.uk', 'github.io']);
const trial = { kind: 'trial' as const, isPublicSuffix: (host: string) => suffixes.has(host) };
const production = { ...trial, kind: 'production' as const };

// What people paste: identifiers of any platform with something around them, patterns, addresses, and noise.
const around = fc.constantFrom(
  '',
  ' ',
  '"',
  "'",
  'https://',
  '*.',
  '.',
  '.*',
  ':8080',
  ':scan',
  '/path',
  '_',
  '-',
  '*',
  '@',
  '\n',
  'é',
  '😀',
);
const pasted = fc.oneof(
  fc
    .tuple(around, exactApps, around, around)
    .map(([before, { value }, after, last]) => before + value + after + last),
  fc
    .tuple(exactApps, fc.nat(12), around)
    .map(([{ value }, at, put]) => value.slice(0, at) + put + value.slice(at)),
  fc.webUrl(),
  fc.domain(),
  fc.ipV4(),
  fc.ipV6(),
  fc.emailAddress(),
  fc.string(),
  fc.string({ unit: 'binary' }),
);
const platforms = fc.constantFrom(...PLATFORMS);

describe('normalizing an identifier', () => {
  test('twice changes nothing', () => {
    fc.assert(
      fc.property(platforms, pasted, (platform, input) => {
        const once = normalizeIdentifier(platform, input, trial);
        if (once.ok)
          expect(normalizeIdentifier(platform, once.value, trial)).toMatchObject({
            ok: true,
            value: once.value,
          });
      }),
      { numRuns: 25 * runs },
    );
  });

  test('gives a value that its own request matches, unless it is a pattern', () => {
    fc.assert(
      fc.property(platforms, pasted, (platform, input) => {
        const read = normalizeIdentifier(platform, input, trial);
        if (!read.ok || read.value.includes('*')) return;
        const registered = { platform, value: read.value };
        expect(canonicalRequestApp(platform, read.value)).toBe(matchKey(platform, read.value));
        expect(matchApp(platform, read.value, [registered])).toBe(registered);
      }),
      { numRuns: 25 * runs },
    );
  });

  test('suggests only what is fine, or says what is wrong', () => {
    fc.assert(
      fc.property(platforms, pasted, (platform, input) => {
        const read = normalizeIdentifier(platform, input, trial);
        if (read.ok) return;
        expect(read.message).toMatch(/[.?]$/);
        if (read.suggestion === null) return;
        expect(read.message).toContain(`Did you mean ${read.suggestion}?`);
        expect(normalizeIdentifier(platform, read.suggestion, trial)).toMatchObject({
          ok: true,
          value: read.suggestion,
        });
      }),
      { numRuns: 25 * runs },
    );
  });

  test('leaves what is in its canonical form as it is, and says nothing about it', () => {
    fc.assert(
      fc.property(exactApps, ({ platform, value }) => {
        const read = normalizeIdentifier(platform, value, trial);
        expect(read).toMatchObject({ ok: true, value });
        if (platform !== 'ios') expect(read).toMatchObject({ note: null });
      }),
    );
  });

  test('never gives a value of more than 255 characters', () => {
    const long = fc
      .integer({ min: 120, max: 400 })
      .chain((length) =>
        fc.constantFrom(
          'a.'.repeat(length / 2),
          `${'abcdefghi.'.repeat(length / 10)}com`,
          `com.${'a'.repeat(length)}`,
          `*.${'a.'.repeat(length / 2)}com`,
        ),
      );
    fc.assert(
      fc.property(platforms, long, around, (platform, name, after) => {
        const read = normalizeIdentifier(platform, name + after, trial);
        if (read.ok) expect(read.value.length).toBeLessThanOrEqual(255);
        else expect(read.suggestion?.length ?? 0).toBeLessThanOrEqual(255);
      }),
    );
  });

  test.each(PLATFORMS)('of %s takes the example and the pattern that the help shows', (platform) => {
    const { example, pattern, code } = IDENTIFIER_HELP[platform];
    expect(normalizeIdentifier(platform, example, production)).toEqual({
      ok: true,
      value: example,
      note: null,
    });
    expect(code.join('\n')).toContain(example);
    const isAllowed = platform === 'android' || platform === 'ios' || platform === 'browser';
    expect(pattern !== null).toBe(isAllowed);
    if (pattern)
      expect(normalizeIdentifier(platform, pattern.value, production)).toMatchObject({
        ok: true,
        value: pattern.value,
      });
    else expect(normalizeIdentifier(platform, 'com.acme.*', production)).toMatchObject({ ok: false });
  });

  test.each(PLATFORMS)('of %s refuses nothing at all, and far too much without a closer look', (platform) => {
    expect(normalizeIdentifier(platform, '.'.repeat(5000), trial)).toMatchObject({
      message: 'This is too long to be an identifier.',
    });
    for (const input of ['', ' \n', '""', 'x'.repeat(5000)]) {
      expect(normalizeIdentifier(platform, input, trial)).toMatchObject({ ok: false, suggestion: null });
    }
  });

  test.each<[Platform, string, string, string | null]>([
    ['android', 'com.acme.app', 'com.acme.app', null],
    ['android', ' com.acme.app\n', 'com.acme.app', null],
    ['android', '"com.acme.app"', 'com.acme.app', null],
    ['android', 'Com.Acme_2.App', 'Com.Acme_2.App', null],
    ['android', 'com.acme.*', 'com.acme.*', null],
    ['android', 'com.acme.app:scan', 'com.acme.app', 'A process suffix is not part of an application ID.'],
    [
      'android',
      'https://play.google.com/store/apps/details?hl=en&id=com.acme.app',
      'com.acme.app',
      'Taken from the store address.',
    ],
    ['android', 'market://details?id=com.acme.app', 'com.acme.app', 'Taken from the store address.'],
    ['android', 'applicationId = "com.acme.app"', 'com.acme.app', 'Taken from the line of source.'],
    ['android', "    applicationId 'com.acme.app'", 'com.acme.app', 'Taken from the line of source.'],
    ['android', '<manifest package="com.acme.app">', 'com.acme.app', 'Taken from the line of source.'],
    ['ios', 'com.acme.Onboarding', 'com.acme.Onboarding', null],
    ['ios', 'com.acme.*', 'com.acme.*', null],
    ['ios', 'PRODUCT_BUNDLE_IDENTIFIER = com.acme.ios;', 'com.acme.ios', 'Taken from the line of source.'],
    [
      'ios',
      '<key>CFBundleIdentifier</key>\n<string>com.acme.ios</string>',
      'com.acme.ios',
      'Taken from the line of source.',
    ],
    [
      'ios',
      'AB12CD34EF.com.acme.ios',
      'AB12CD34EF.com.acme.ios',
      'If AB12CD34EF is your team ID, leave it out: it is not part of the bundle ID.',
    ],
    ['ios', 'acme', 'acme', 'Most bundle IDs have several segments, as in com.acme.app.'],
    ['browser', 'id.acme.com', 'id.acme.com', null],
    ['browser', 'https://Id.Acme.com/scan', 'id.acme.com', 'Scheme, path and case are not part of a domain.'],
    ['browser', 'HTTP://*.acme.com:8443', '*.acme.com', 'Scheme and port are not part of a domain.'],
    ['browser', '//acme.com?x#y', 'acme.com', 'Scheme and path are not part of a domain.'],
    ['browser', 'acme.com.', 'acme.com', 'Final dot is not part of a domain.'],
    ['browser', 'münchen.de', 'xn--mnchen-3ya.de', 'Saved in the form in which browsers send it.'],
    ['browser', 'acme。com', 'acme.com', 'Saved in the form in which browsers send it.'],
    ['browser', 'co.uk', 'co.uk', null],
    ['browser', 'localhost:3000', 'localhost', 'Port is not part of a domain.'],
    ['browser', 'http://[::1]:8080/', '[::1]', 'Scheme, port and path are not part of a domain.'],
    ['browser', '::1', '[::1]', 'Saved in the form in which browsers send it.'],
    ['browser', '127.0.0.1', '127.0.0.1', null],
    ['browser', 'app.localhost', 'app.localhost', null],
    [
      'linux',
      '4C2F0A9E6B1D4E7F8A3B5C6D7E8F9A0B',
      '4c2f0a9e6b1d4e7f8a3b5c6d7e8f9a0b',
      'A machine ID is lower case.',
    ],
    [
      'linux',
      '4c2f0a9e-6b1d-4e7f-8a3b-5c6d7e8f9a0b',
      '4c2f0a9e6b1d4e7f8a3b5c6d7e8f9a0b',
      'A machine ID has no dashes.',
    ],
    [
      'linux',
      '   Machine ID: 4c2f0a9e6b1d4e7f8a3b5c6d7e8f9a0b',
      '4c2f0a9e6b1d4e7f8a3b5c6d7e8f9a0b',
      'Taken from what was pasted.',
    ],
    [
      'macos',
      '6f1c2b3a-4d5e-5f60-8a7b-9c0d1e2f3a4b',
      '6F1C2B3A-4D5E-5F60-8A7B-9C0D1E2F3A4B',
      'A hardware UUID is written in capitals.',
    ],
    ['macos', '6F1C2B3A4D5E5F608A7B9C0D1E2F3A4B', '6F1C2B3A-4D5E-5F60-8A7B-9C0D1E2F3A4B', 'Dashes added.'],
    [
      'macos',
      '"IOPlatformUUID" = "6F1C2B3A-4D5E-5F60-8A7B-9C0D1E2F3A4B"',
      '6F1C2B3A-4D5E-5F60-8A7B-9C0D1E2F3A4B',
      'Taken from what was pasted.',
    ],
    ['windows', '00330-80000-00000-aa123', '00330-80000-00000-AA123', 'A Product ID is written in capitals.'],
    ['windows', '003308000000000AA123', '00330-80000-00000-AA123', 'Dashes added.'],
    [
      'windows',
      'Product ID: 00330-80000-00000-AA123',
      '00330-80000-00000-AA123',
      'Taken from what was pasted.',
    ],
    ['self-hosted', 'app-4t8n-wora', 'APP-4T8N-W0RA', 'Saved in its usual form.'],
    [
      'self-hosted',
      '4C2F0A9E6B1D4E7F8A3B5C6D7E8F9A0B',
      '4c2f0a9e6b1d4e7f8a3b5c6d7e8f9a0b',
      'Saved in its usual case.',
    ],
    ['self-hosted', '6F1C2B3A-4D5E-5F60-8A7B-9C0D1E2F3A4B', '6F1C2B3A-4D5E-5F60-8A7B-9C0D1E2F3A4B', null],
    ['self-hosted', '00330-80000-00000-AA123', '00330-80000-00000-AA123', null],
  ])('%s: %j is saved as %s', (platform, input, value, note) => {
    expect(normalizeIdentifier(platform, input, trial)).toEqual({ ok: true, value, note });
  });

  test.each<[Platform, string, string, string | null]>([
    [
      'android',
      'com.acme-app',
      'An Android application ID cannot contain “-”. Did you mean com.acme.app?',
      'com.acme.app',
    ],
    [
      'android',
      'com.acme app.*',
      'An Android application ID cannot contain a space. Did you mean com.acme.app.*?',
      'com.acme.app.*',
    ],
    ['android', 'com.acmé.app', 'An Android application ID cannot contain “é”.', null],
    [
      'android',
      'com.acme.app\u200b',
      'An Android application ID cannot contain the character U+200B. Did you mean com.acme.app?',
      'com.acme.app',
    ],
    [
      'android',
      'com..acme.',
      'An Android application ID cannot begin or end with a dot, or have two in a row. Did you mean com.acme?',
      'com.acme',
    ],
    [
      'android',
      'com.2go.app',
      'Each segment of an Android application ID begins with a letter; “2go” does not.',
      null,
    ],
    ['android', 'acme', 'An Android application ID has at least two segments, as in com.acme.app.', null],
    ['android', 'com.*', 'A pattern needs at least two segments before the star, as in com.acme.*.', null],
    ['android', 'com.*.app', '“*” can only stand for the whole last segment, as in com.acme.*.', null],
    [
      'android',
      `com.${'a'.repeat(252)}`,
      'An Android application ID has at most 255 characters; this has 256.',
      null,
    ],
    [
      'ios',
      'com.acme.my_app',
      'An iOS bundle ID cannot contain “_”. Did you mean com.acme.my-app?',
      'com.acme.my-app',
    ],
    ['ios', 'com.*', 'A pattern needs at least two segments before the star, as in com.acme.*.', null],
    [
      'ios',
      '$(PRODUCT_BUNDLE_IDENTIFIER)',
      'This is the name of a build setting. Its value is the bundle ID, as in com.acme.app.',
      null,
    ],
    [
      'ios',
      'https://apps.apple.com/app/id123',
      'A store address does not contain the bundle ID. Xcode shows it under Signing & Capabilities.',
      null,
    ],
    ['browser', 'foo_bar.com', 'A domain cannot contain “_”. Did you mean foo-bar.com?', 'foo-bar.com'],
    ['browser', '*.co.uk', 'co.uk is a public suffix: *.co.uk would cover the domains of others.', null],
    [
      'browser',
      '*.com',
      '“com” is not a whole domain: register it with all its parts, as in id.acme.com.',
      null,
    ],
    ['browser', '*.github,io', 'A domain cannot contain “,”.', null],
    ['browser', '*.co_uk', 'A domain cannot contain “_”.', null],
    ['browser', '*.localhost', '“*.” cannot stand before localhost. Did you mean localhost?', 'localhost'],
    ['browser', 'a.*.com', '“*” can only stand at the start, as in *.acme.com.', null],
    [
      'browser',
      '192.168.1.10',
      'An IP address is not a domain. Register the name that the page is served under.',
      null,
    ],
    [
      'browser',
      '[fe80::1]',
      'An IP address is not a domain. Register the name that the page is served under.',
      null,
    ],
    [
      'browser',
      'intranet',
      '“intranet” is not a whole domain: register it with all its parts, as in id.acme.com.',
      null,
    ],
    ['browser', 'mira@acme.com', '“mira@” is not part of a domain. Did you mean acme.com?', 'acme.com'],
    [
      'browser',
      '.acme.com',
      'A domain cannot begin with a dot, or have two in a row. Did you mean acme.com?',
      'acme.com',
    ],
    [
      'browser',
      '-acme.com',
      '“-acme” cannot be part of a domain: at most 63 letters, digits and inner “-”. Did you mean acme.com?',
      'acme.com',
    ],
    [
      'browser',
      `${'a'.repeat(64)}.com`,
      `“${'a'.repeat(64)}” cannot be part of a domain: at most 63 letters, digits and inner “-”.`,
      null,
    ],
    ['browser', 'acme.com:80:90', 'A domain cannot contain “:”. Did you mean acme.com?', 'acme.com'],
    ['browser', 'https://', 'This address has no domain.', null],
    ['browser', 'example.1', '“example.1” is not a domain.', null],
    ['browser', 'file:///index.html', 'An address that begins with file: has no domain.', null],
    [
      'linux',
      'uninitialized',
      'This machine has no ID yet: /etc/machine-id is written at its first start.',
      null,
    ],
    ['linux', '0'.repeat(32), 'This names no machine: many report it before they have an ID.', null],
    ['linux', '4c2f', 'A machine ID has 32 hex digits; this has 4.', null],
    ['linux', 'K2f0a9e6b1d4e7f8a3b5c6d7e8f9a0b1', 'A machine ID has hex digits only, not “K”.', null],
    [
      'macos',
      'C02XG0FDJGH5',
      'This looks like a serial number. The hardware UUID has 32 hex digits in five groups.',
      null,
    ],
    [
      'macos',
      'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
      'This names no machine: firmware reports it when it has no UUID.',
      null,
    ],
    [
      'macos',
      '6F1C2B3A-4D5E',
      'A hardware UUID has 32 hex digits in groups of 8, 4, 4, 4 and 12; this has 12.',
      null,
    ],
    [
      'macos',
      '6F1C-2B3A4D5E-5F60-8A7B-9C0D1E2F3A4B',
      'A hardware UUID has groups of 8, 4, 4, 4 and 12 hex digits.',
      null,
    ],
    [
      'macos',
      '6F1C2B3A-4D5E-5F60-8A7B-9C0D1E2F3A4G',
      'A hardware UUID has hex digits and dashes only, not “G”.',
      null,
    ],
    [
      'windows',
      'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE',
      'This is a product key: five groups. Keep it to yourself. The Product ID has four, and is shown under About.',
      null,
    ],
    [
      'windows',
      '6F1C2B3A-4D5E-5F60-8A7B-9C0D1E2F3A4B',
      'This is a UUID, such as the device ID or MachineGuid. The Product ID has four groups of five.',
      null,
    ],
    [
      'windows',
      '00330-80000-00000',
      'A Product ID has 20 letters and digits in four groups of five; this has 15.',
      null,
    ],
    ['windows', '0033-080000-00000-AA123', 'A Product ID has four groups of five letters and digits.', null],
    [
      'windows',
      '00330_80000_00000_AA123',
      'A Product ID has letters, digits and dashes only, not “_”.',
      null,
    ],
    [
      'self-hosted',
      'APP-4T8N-WORU',
      'An issued ID has the form APP-4T8N-W0RA: eight characters after APP, without U.',
      null,
    ],
    [
      'self-hosted',
      'my-server',
      'This is neither an issued APP- ID nor a machine ID, hardware UUID or Windows Product ID.',
      null,
    ],
  ])('%s: %j is answered with what is wrong', (platform, input, message, suggestion) => {
    expect(normalizeIdentifier(platform, input, trial)).toEqual({ ok: false, message, suggestion });
  });

  test.each(['localhost', '127.0.0.1', '[::1]', 'app.localhost'])('%s is for trials only', (host) => {
    expect(normalizeIdentifier('browser', host, trial)).toMatchObject({ ok: true, value: host });
    expect(normalizeIdentifier('browser', host, production)).toMatchObject({ ok: false, suggestion: null });
    expect(isLoopbackApp({ platform: 'browser', value: host })).toBe(true);
    expect(isLoopbackApp({ platform: 'android', value: host })).toBe(false);
  });
});

describe('a request', () => {
  test('is read into a form that reads as itself', () => {
    fc.assert(
      fc.property(platforms, pasted, (platform, app) => {
        const canonical = canonicalRequestApp(platform, app);
        if (canonical !== null) expect(canonicalRequestApp(platform, canonical)).toBe(canonical);
      }),
      { numRuns: 25 * runs },
    );
  });

  test('of a plain domain is read as an address with the same domain is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.domain(), identifiers.browser, fc.stringMatching(/^[a-z0-9.-]{1,12}$/)),
        (host) => {
          expect(canonicalRequestApp('browser', host)).toBe(
            canonicalRequestApp('browser', `https://${host}/`),
          );
        },
      ),
      { numRuns: 10 * runs },
    );
  });

  test.each<[Platform, string, string | null]>([
    ['android', 'com.acme.app:scan', 'com.acme.app'],
    ['android', 'com.acme.*', null],
    ['android', 'com.acme.app ', null],
    ['android', ':scan', null],
    ['android', `com.${'a'.repeat(252)}`, null],
    ['ios', `com.${'a'.repeat(252)}`, null],
    ['browser', `${'a.'.repeat(127)}a`, null],
    ['ios', 'COM.Acme.iOS', 'com.acme.ios'],
    ['ios', 'com.acme.*', null],
    ['browser', 'http://LOCALHOST:3000/x', 'localhost'],
    ['browser', '*.acme.com', null],
    ['browser', '192.168.1.10', null],
    ['browser', '', null],
    ['linux', '4C2F0A9E-6B1D-4E7F-8A3B-5C6D7E8F9A0B', '4c2f0a9e6b1d4e7f8a3b5c6d7e8f9a0b'],
    ['linux', '0'.repeat(32), null],
    ['macos', '6f1c2b3a4d5e5f608a7b9c0d1e2f3a4b', '6F1C2B3A-4D5E-5F60-8A7B-9C0D1E2F3A4B'],
    ['windows', '00330-80000-00000-aa123', '00330-80000-00000-AA123'],
    ['self-hosted', 'app4t8nwora', 'APP-4T8N-W0RA'],
    ['self-hosted', 'com.acme.app', null],
  ])('%s: %j is read as %j', (platform, app, canonical) => {
    expect(canonicalRequestApp(platform, app)).toBe(canonical);
  });
});

describe('matching', () => {
  const pattern = fc.constantFrom<RegisteredApp>(
    { platform: 'android', value: 'com.acme.*' },
    { platform: 'ios', value: 'com.Acme.*' },
    { platform: 'browser', value: '*.acme.com' },
    { platform: 'browser', value: '*.id.acme.com' },
  );

  test('two exact registrations with different match keys never take the same request', () => {
    fc.assert(
      fc.property(exactApps, exactApps, pasted, (one, other, noise) => {
        for (const app of [one.value, other.value, noise]) {
          const isBoth =
            matchApp(one.platform, app, [one]) !== null &&
            matchApp(one.platform, app, [{ ...other, platform: one.platform }]) !== null;
          if (isBoth) expect(matchKey(one.platform, one.value)).toBe(matchKey(one.platform, other.value));
        }
      }),
      { numRuns: 10 * runs },
    );
  });

  test('takes nothing that is registered for another platform', () => {
    fc.assert(
      fc.property(exactApps, platforms, pattern, ({ platform, value }, other, wide) => {
        if (other !== platform) expect(matchApp(platform, value, [{ platform: other, value }])).toBeNull();
        if (wide.platform !== platform) expect(matchApp(platform, 'com.acme.com', [wide])).toBeNull();
      }),
    );
  });

  test('finds just what the candidates name, whatever else is registered and in whatever order', () => {
    const domains = fc
      .array(fc.constantFrom('a', 'id', 'acme'), { maxLength: 4 })
      .map((labels) => [...labels, 'com'].join('.'));
    const registered = fc.array(
      fc
        .oneof(
          domains,
          domains.map((domain) => `*.${domain}`),
        )
        .map((value): RegisteredApp => ({ platform: 'browser', value })),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(domains, registered, (app, apps) => {
        const candidates = matchCandidates('browser', app);
        const found = matchApp('browser', app, apps);
        const first = candidates.find((candidate) =>
          apps.some((one) => matchKey('browser', one.value) === candidate),
        );
        expect(found?.value).toBe(first);
        expect(matchApp('browser', app, apps.toReversed())?.value).toBe(found?.value);
      }),
      { numRuns: 5 * runs },
    );
  });

  test('prefers the most specific of what overlaps', () => {
    const apps = ['*.acme.com', '*.id.acme.com', 'a.id.acme.com'].map(
      (value): RegisteredApp => ({ platform: 'browser', value }),
    );
    expect(matchApp('browser', 'a.id.acme.com', apps)?.value).toBe('a.id.acme.com');
    expect(matchApp('browser', 'b.a.id.acme.com', apps)?.value).toBe('*.id.acme.com');
    expect(matchApp('browser', 'id.acme.com', apps)?.value).toBe('*.acme.com');
    expect(matchApp('browser', 'acme.com', apps)).toBeNull();
  });

  test.each<[Platform, string, string, boolean]>([
    ['android', 'com.acme.*', 'com.acme.app', true],
    ['android', 'com.acme.*', 'com.acme.app:scan', true],
    ['android', 'com.acme.*', 'com.acme.app.debug', false],
    ['android', 'com.acme.*', 'com.acme', false],
    ['android', 'com.acme.*', 'com.acmex.app', false],
    ['android', 'com.acme.app', 'com.acme.App', false],
    ['android', 'com.acme.app', 'com.acme.app.debug', false],
    ['ios', 'com.acme.Onboarding', 'COM.acme.onboarding', true],
    ['ios', 'com.Acme.*', 'com.acme.ios', true],
    ['ios', 'com.acme.*', 'com.acme.ios.share', false],
    ['browser', '*.acme.com', 'x.y.acme.com', true],
    ['browser', '*.acme.com', 'acme.com', false],
    ['browser', '*.acme.com', 'xacme.com', false],
    ['browser', 'acme.com', 'www.acme.com', false],
    ['browser', 'localhost', 'http://localhost:5173', true],
    ['browser', 'localhost', 'app.localhost', false],
    ['linux', '4c2f0a9e6b1d4e7f8a3b5c6d7e8f9a0b', '4C2F0A9E6B1D4E7F8A3B5C6D7E8F9A0B', true],
    ['self-hosted', '4c2f0a9e6b1d4e7f8a3b5c6d7e8f9a0b', '4c2f0a9e-6b1d-4e7f-8a3b-5c6d7e8f9a0b', false],
  ])('%s: %s registered and %s asked: %s', (platform, value, app, isMatch) => {
    expect(matchApp(platform, app, [{ platform, value }]) !== null).toBe(isMatch);
  });

  test('asks for few candidates, the identifier first, each once', () => {
    fc.assert(
      fc.property(exactApps, ({ platform, value }) => {
        const candidates = matchCandidates(platform, value);
        expect(candidates[0]).toBe(matchKey(platform, value));
        expect(new Set(candidates).size).toBe(candidates.length);
      }),
    );
    const deepest = `${'a.'.repeat(126)}a`;
    expect(matchCandidates('browser', deepest)).toHaveLength(126);
    expect(matchCandidates('browser', 'a.id.acme.com')).toEqual([
      'a.id.acme.com',
      '*.id.acme.com',
      '*.acme.com',
    ]);
    expect(matchCandidates('android', 'com.acme.app')).toEqual(['com.acme.app', 'com.acme.*']);
    expect(matchCandidates('android', 'com.acme')).toEqual(['com.acme']);
    expect(matchCandidates('browser', 'x.app.localhost')).toEqual(['x.app.localhost']);
    expect(matchCandidates('browser', '127.0.0.1')).toEqual(['127.0.0.1']);
    expect(matchCandidates('linux', 'nothing of the kind')).toEqual([]);
  });
});
