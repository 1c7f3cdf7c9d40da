import { beforeAll, expect, it } from 'vitest';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { ANONYMOUS } from '#lib/use-case.ts';
import { createTrial, type TrialInput } from './create-trial.ts';
import { readKey } from './read-key.ts';

const test = useTestDatabase();
let acme: Scene;
beforeAll(async () => {
  await makeKeys(test);
  acme = await makeTeam(test, 'Acme Inc');
});

const trial = (changes: Partial<TrialInput> = {}): TrialInput => ({
  kind: 'trial',
  products: ['BlinkID'],
  platforms: ['android'],
  apps: [{ platform: 'android', value: 'com.acme.app' }],
  ...changes,
});

it('runs 30 days to the second, at once, for the team as licensee', async () => {
  const team = await makeTeam(test, 'Timed Inc');
  const now = Date.UTC(2026, 9, 28, 14, 5, 0, 250);
  const license = await makeTrial(team.owner, {}, now);
  expect(Date.parse(license.endsAt ?? '') - Date.parse(license.startsAt)).toBe(30 * DAY_MS);
  expect(license.startsAt).toBe('2026-10-28T14:05:00.000Z');
  expect(license).toMatchObject({
    state: 'active',
    licensee: 'Timed Inc',
    leaseSeconds: 3600,
    graceSeconds: 86_400,
    retrySeconds: 300,
  });
});

it('registers identifiers in the form they are stored in, and issues one where none was given', async () => {
  const license = await makeTrial(await owner(), {
    platforms: ['browser', 'linux', 'self-hosted'],
    apps: [
      { platform: 'browser', value: 'https://Id.Acme.com/scan' },
      { platform: 'linux', value: 'B08DFA6083E7567A1921A715000001FB' },
      { platform: 'self-hosted', environment: 'staging' },
    ],
  });
  const values = Object.fromEntries(license.apps.map(({ platform, value }) => [platform, value]));
  expect(values.browser).toBe('id.acme.com');
  expect(values.linux).toBe('b08dfa6083e7567a1921a715000001fb');
  expect(values['self-hosted']).toMatch(/^APP-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(license.apps.find(({ platform }) => platform === 'self-hosted')?.environment).toBe('staging');
});

it('makes a key that names the license, the licensee and this installation', async () => {
  const team = await makeTeam(test, 'Keyed Inc');
  const license = await makeTrial(team.owner);
  const { key, fingerprint } = succeeded(await readKey(team.owner, { id: license.id }));
  const claims = JSON.parse(Buffer.from(key.split('.')[1] ?? '', 'base64url').toString());
  expect(claims).toMatchObject({
    sub: license.id,
    licensee: 'Keyed Inc',
    url: 'http://localhost:3000',
    grace: 86_400,
  });
  expect(fingerprint).toMatch(/^[0-9a-f]{8}$/);
});

it('writes an audit entry with IDs and terms, and no names of people', async () => {
  const team = await makeTeam(test, 'Audited Inc');
  const license = await makeTrial(team.owner);
  const entries = await test.sql`select * from audit_entries where subject_id = ${license.id}`;
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({
    action: 'trial.create',
    actor_kind: 'person',
    actor_id: team.owner.personId,
    team_id: team.team.id,
  });
});

it.each([
  ['a wrong identifier', trial({ apps: [{ platform: 'android', value: 'com.acme-app' }] }), '/apps/0/value'],
  ['a missing identifier', trial({ apps: [{ platform: 'android', value: ' ' }] }), '/apps/0/value'],
  [
    'the same identifier twice',
    trial({ apps: [1, 2].map(() => ({ platform: 'android', value: 'com.acme.app' })) }),
    '/apps/1/value',
  ],
  ['a product that is not in the catalogue', trial({ products: ['BlinkX'] }), '/products/0'],
  ['a platform without an identifier', trial({ platforms: ['android', 'ios'] }), '/platforms/1'],
  [
    'an identifier for a platform that was not chosen',
    trial({ apps: [{ platform: 'ios', value: 'com.acme.app' }] }),
    '/apps/0',
  ],
  [
    'a wildcard on a public suffix',
    trial({ platforms: ['browser'], apps: [{ platform: 'browser', value: '*.co.uk' }] }),
    '/apps/0/value',
  ],
])('answers invalid-input with the pointer for %s', async (_, input, pointer) => {
  const result = await createTrial(acme.owner, input);
  expect(result).toMatchObject({ ok: false, code: 'invalid-input' });
  expect(!result.ok && result.errors?.map((error) => error.pointer)).toContain(pointer);
});

it('answers too-many-apps beyond 100 identifiers', async () => {
  const apps = Array.from({ length: 101 }, (_, index) => ({
    platform: 'android' as const,
    value: `com.acme.app${index}`,
  }));
  await expect(createTrial(acme.owner, trial({ apps }))).resolves.toMatchObject({
    ok: false,
    code: 'too-many-apps',
  });
});

it('answers trial-limit-running for a fourth running trial of a product, and counts each product by itself', async () => {
  const who = await owner();
  for (let n = 0; n < 3; n++) await makeTrial(who);
  await expect(createTrial(who, trial())).resolves.toMatchObject({ ok: false, code: 'trial-limit-running' });
  await expect(createTrial(who, trial({ products: ['BlinkCard'] }))).resolves.toMatchObject({ ok: true });
});

it('answers trial-limit-year for an eleventh trial of a product in twelve months', async () => {
  const who = await owner();
  const begin = Date.now() - 364 * DAY_MS;
  for (let n = 0; n < 10; n++) await makeTrial(who, {}, begin + n * 31 * DAY_MS);
  const result = await createTrial(who, trial(), { now: begin + 10 * 31 * DAY_MS });
  expect(result).toMatchObject({ ok: false, code: 'trial-limit-year' });
});

it('lets no more than three through when many ask at once', async () => {
  const who = await owner();
  const results = await Promise.all(Array.from({ length: 8 }, () => createTrial(who, trial())));
  expect(results.filter(({ ok }) => ok)).toHaveLength(3);
});

it('answers forbidden to a viewer, not-found to another team, unauthenticated to nobody', async () => {
  const other = await makeTeam(test, 'Other Inc');
  const asked = trial({ team: acme.team.slug });
  await expect(createTrial(await acme.member('viewer'), asked)).resolves.toMatchObject({ code: 'forbidden' });
  await expect(createTrial(other.owner, asked)).resolves.toMatchObject({ code: 'not-found' });
  await expect(createTrial(other.owner, trial({ team: 'no-such-team' }))).resolves.toMatchObject({
    code: 'not-found',
  });
  await expect(createTrial(ANONYMOUS, asked)).resolves.toMatchObject({ code: 'unauthenticated' });
});

it('gives the same answer to a repeat with the same Idempotency-Key, and makes nothing twice', async () => {
  const who = await owner();
  const first = succeeded(await createTrial(who, trial(), { idempotencyKey: 'once' }));
  const again = succeeded(await createTrial(who, trial(), { idempotencyKey: 'once' }));
  expect(again).toEqual(first);
  await expect(
    createTrial(who, trial({ name: 'Another' }), { idempotencyKey: 'once' }),
  ).resolves.toMatchObject({ code: 'idempotency-conflict' });
});

async function owner() {
  return (await makeTeam(test, 'Some Inc')).owner;
}
