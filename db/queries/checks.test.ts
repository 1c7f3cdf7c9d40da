import { expect, test } from 'vitest';
import { matchCandidates } from '#lib/domain/identifiers.ts';
import { parseLicenseId } from '#sdk/protocol/license-id.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { insertLicenseRow, NOON } from '../../e2e/check-scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { findLicenseFacts } from './checks.ts';

const testDatabase = useTestDatabase();

test('a license comes as its row says, with the identifiers that could match and no others', async () => {
  const { sql, database } = testDatabase;
  const id = await insertLicenseRow(sql, {
    kind: 'production',
    formerLicensees: ['Acme "GmbH", {old}'],
    platforms: ['android', 'ios'],
    apps: [
      { platform: 'android', value: 'com.acme.app' },
      { platform: 'android', value: 'com.acme.*' },
      { platform: 'android', value: 'com.acme.other' },
      { platform: 'ios', value: 'com.acme.app' },
    ],
    endsAt: null,
    lockedAt: NOON + 1,
    revokedAt: NOON + 2,
  });
  const asked = (platform: Platform, app: string) => ({
    id,
    platform,
    matchKeys: matchCandidates(platform, app),
  });
  const { licenses: found } = await findLicenseFacts(database.checks, [
    asked('android', 'com.acme.app'),
    asked('android', 'com.acme.app'),
  ]);
  expect([...found]).toEqual([
    [
      id,
      {
        id,
        kind: 'production',
        licensee: 'Acme Inc',
        formerLicensees: ['Acme "GmbH", {old}'],
        products: ['BlinkID'],
        formerProducts: [],
        platforms: ['android', 'ios'],
        startsAt: NOON - 86_400_000,
        endsAt: null,
        revokedAt: NOON + 2,
        lock: { since: NOON + 1, until: NOON + 1 + 14 * 86_400_000, reason: 'Locked in a test' },
        agreement: { lastInstant: expect.any(Number), ending: null, versionCap: null, narrowing: null },
        leaseSeconds: 3600,
        graceSeconds: 86_400,
        retrySeconds: 300,
        apps: expect.arrayContaining([
          { platform: 'android', value: 'com.acme.app' },
          { platform: 'android', value: 'com.acme.*' },
        ]),
      },
    ],
  ]);
  expect(found.get(id)?.apps).toHaveLength(2);
});

test('licenses of a batch do not get each other’s identifiers, and an ID that names nothing is missing', async () => {
  const { sql, database } = testDatabase;
  const apps = (value: string) => ({ apps: [{ platform: 'android' as const, value }] });
  const [one, two] = [
    await insertLicenseRow(sql, apps('com.acme.one')),
    await insertLicenseRow(sql, apps('com.acme.two')),
  ];
  const nobody = parseLicenseId('LIC-0000-0000');
  if (!nobody) throw new Error('no License ID');
  const ask = (id: typeof one, app: string) => ({ id, platform: 'android' as const, matchKeys: [app] });
  const { licenses: found } = await findLicenseFacts(database.checks, [
    ask(one, 'com.acme.two'),
    ask(two, 'com.acme.two'),
    ask(nobody, 'com.acme.one'),
  ]);
  expect([...found.keys()].sort()).toEqual([one, two].sort());
  expect(found.get(one)?.apps).toEqual([]);
  expect(found.get(two)?.apps).toEqual([{ platform: 'android', value: 'com.acme.two' }]);
});
